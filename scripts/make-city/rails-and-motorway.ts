// The ways of those who only pass.
import { type Line, smooth } from './geometry.ts';

/** Rails end at the station; a single track goes on to the docks. */
export const rails: Line[] = [
  {
    name: 'Línea del Norte',
    line: smooth(
      [
        [5600, 7400],
        [5050, 5900],
        [4520, 4760],
        [4230, 4080],
        [4010, 3500],
      ],
      90,
    ),
  },
  {
    name: 'Ramal del Puerto',
    line: smooth(
      [
        [4360, 4380],
        [4700, 3700],
        [4830, 3150],
        [4930, 2760],
        [5420, 2640],
      ],
      80,
    ),
  },
];

export const motorway: Line = {
  name: 'Autovía del Mediterráneo',
  line: smooth(
    [
      [-3200, 4700],
      [-1200, 4900],
      [200, 5250],
      [1800, 5330],
      [3600, 5380],
      [5300, 5250],
      [7000, 4700],
      [9200, 4600],
    ],
    160,
  ),
};
