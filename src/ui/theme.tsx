import { Monitor, Moon, Sun } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { Menu, MenuRadioGroup, MenuRadioItem } from './menu'
import { themeKey } from './theme-script'

export type Theme = 'light' | 'dark' | 'system'

const icons = { light: Sun, dark: Moon, system: Monitor }

/** A small button that opens the choice of theme. */
export function ThemeMenu() {
  const [theme] = useTheme()
  const Icon = icons[theme]
  return (
    <Menu label="Theme" icon={<Icon />}>
      <ThemeItems />
    </Menu>
  )
}

/** The same choice, for inside another `<Menu>`. */
export function ThemeItems() {
  const [theme, choose] = useTheme()
  return (
    <MenuRadioGroup label="Theme" value={theme} onValueChange={choose}>
      <MenuRadioItem value="light" icon={<Sun />}>
        Light
      </MenuRadioItem>
      <MenuRadioItem value="dark" icon={<Moon />}>
        Dark
      </MenuRadioItem>
      <MenuRadioItem value="system" icon={<Monitor />}>
        As the system
      </MenuRadioItem>
    </MenuRadioGroup>
  )
}

/** The theme this browser has chosen, and how to choose another. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  return [useSyncExternalStore(subscribe, chosen, () => 'system'), choose]
}

const listeners = new Set<() => void>()

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function chosen(): Theme {
  const theme = document.documentElement.dataset.theme
  return theme === 'light' || theme === 'dark' ? theme : 'system'
}

function choose(theme: Theme) {
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
  try {
    localStorage.setItem(themeKey, theme)
  } catch {
    // A browser that keeps nothing still shows the choice until it is closed.
  }
  for (const listener of listeners) listener()
}
