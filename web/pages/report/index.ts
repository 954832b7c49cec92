export { reportPages } from './pages.tsx';
