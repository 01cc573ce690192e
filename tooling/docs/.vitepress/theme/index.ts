import theme from 'vitepress/theme-without-fonts';
import './palette.css';

// VitePress expects the theme as the default export.
export default theme;
