import { createTheme, defaultVariantColorsResolver, localStorageColorSchemeManager } from '@mantine/core';
import type { CSSVariablesResolver, MantineColorsTuple, VariantColorsResolver } from '@mantine/core';

/** The accent in ten shades; 4 is used on dark, 7 on light backgrounds. */
const SONAR: MantineColorsTuple = [
  '#e6f6f6',
  '#cdeceb',
  '#a5e2e0',
  '#80dad7',
  '#5fd3cf',
  '#2fa7a6',
  '#17878a',
  '#0b6b70',
  '#08565a',
  '#053f42',
];

/** Surfaces and lines of the dark scheme, lightest first, so that components match the tokens. */
const DARK: MantineColorsTuple = [
  '#e8edf3',
  '#c3ccd6',
  '#a7b4c2',
  '#6f7d8c',
  '#3a4653',
  '#2c3744',
  '#202a36',
  '#19212b',
  '#10151b',
  '#0b0f14',
];

/** Filled and light parts by the tokens, which know the right text colour for each scheme; the rest as it comes. */
const colors: VariantColorsResolver = (input) => {
  const kind = input.color === undefined || input.color === 'sonar' ? 'accent' : input.color;
  if (!TOKENS.has(kind)) return defaultVariantColorsResolver(input);
  const border = '1px solid transparent';
  const fill = `var(--sc-${kind})`;
  if (input.variant === 'filled') {
    const hover = `color-mix(in srgb, ${fill} 88%, var(--sc-text))`;
    return { background: fill, hover, color: `var(--sc-on-${kind})`, border };
  }
  if (input.variant === 'light')
    return { background: `var(--sc-${kind}-soft)`, hover: 'var(--sc-sunken)', color: fill, border };
  if (input.variant === 'subtle')
    return { background: 'transparent', hover: `var(--sc-${kind}-soft)`, color: fill, border };
  return defaultVariantColorsResolver(input);
};

const TOKENS: ReadonlySet<string> = new Set(['accent', 'danger']);

export const theme = createTheme({
  primaryColor: 'sonar',
  primaryShade: { light: 7, dark: 4 },
  variantColorResolver: colors,
  colors: { sonar: SONAR, dark: DARK },
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif',
  fontFamilyMonospace: 'var(--sc-code)',
  fontSizes: { xs: '12px', sm: '14px', md: '15px', lg: '17px', xl: '20px' },
  defaultRadius: 8,
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    // Unmounted at once: a dialog that fades away can still be read by a screen reader. The document itself never scrolls,
    // and locking it would write a style without a nonce.
    Modal: {
      defaultProps: {
        centered: true,
        lockScroll: false,
        transitionProps: { duration: 0 },
        closeButtonProps: { 'aria-label': 'Close' },
      },
    },
    // Inside a dialog a header is no landmark of the page.
    ModalHeader: { defaultProps: { role: 'presentation' } },
    DrawerHeader: { defaultProps: { role: 'presentation' } },
    Drawer: {
      defaultProps: {
        lockScroll: false,
        transitionProps: { duration: 0 },
        closeButtonProps: { 'aria-label': 'Close' },
      },
    },
    Menu: { defaultProps: { transitionProps: { duration: 0 }, shadow: 'md', withInitialFocusPlaceholder: false } },
    Portal: { defaultProps: { target: '#overlays' } },
    Combobox: { defaultProps: { transitionProps: { duration: 0 } } },
    Select: { defaultProps: { comboboxProps: { transitionProps: { duration: 0 } } } },
    Tooltip: { defaultProps: { withArrow: true, events: { hover: true, focus: true, touch: false } } },
  },
});

/** Mantine's own variables follow the tokens of this page, whose values change with the scheme. */
const FOLLOWING = {
  '--mantine-color-body': 'var(--sc-bg)',
  '--mantine-color-text': 'var(--sc-text)',
  '--mantine-color-dimmed': 'var(--sc-muted)',
  '--mantine-color-placeholder': 'var(--sc-muted)',
  '--mantine-color-error': 'var(--sc-danger)',
  '--mantine-color-anchor': 'var(--sc-accent)',
  '--mantine-color-default': 'var(--sc-surface)',
  '--mantine-color-default-hover': 'var(--sc-sunken)',
  '--mantine-color-default-color': 'var(--sc-text)',
  '--mantine-color-default-border': 'var(--sc-line)',
  '--mantine-primary-color-filled': 'var(--sc-accent)',
  '--mantine-primary-color-contrast': 'var(--sc-on-accent)',
  '--mantine-primary-color-light': 'var(--sc-accent-soft)',
  '--mantine-primary-color-light-color': 'var(--sc-accent)',
};

/** Mantine sets its own values for each scheme, so these have to stand there too. */
export const variables: CSSVariablesResolver = () => ({ variables: {}, light: FOLLOWING, dark: FOLLOWING });

/** Where the choice of light, dark or the system's way is kept; `public/color-scheme.js` reads the same key. */
export const colorSchemeManager = localStorageColorSchemeManager({ key: 'sonar-connect:color-scheme' });
