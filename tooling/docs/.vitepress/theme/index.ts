import theme from 'vitepress/theme-without-fonts';
import './palette.css';

// VitePress takes the default export for the theme.
export default theme;
