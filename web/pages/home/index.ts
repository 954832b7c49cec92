export { homePages } from './pages.tsx';
