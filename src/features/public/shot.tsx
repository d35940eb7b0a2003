import { type PictureName, pictureFile, pictures, type Theme } from './pictures'

type Props = {
  name: PictureName
  /** It stands on the first screen. */
  first?: boolean
  className?: string
}

/** A picture of the product in the reader's theme and breadth; no other file is fetched. */
export function Shot(props: Props) {
  return (
    <>
      <ThemedShot {...props} theme="light" />
      <ThemedShot {...props} theme="dark" />
    </>
  )
}

function ThemedShot({ name, theme, first = false, className = '' }: Props & { theme: Theme }) {
  const { alt, wide, narrow } = pictures[name]
  return (
    <picture className={shownIn[theme]}>
      <source
        media="(min-width: 40rem)"
        srcSet={pictureFile(name, theme, 'wide')}
        width={wide.width}
        height={wide.height}
      />
      {/* What is hidden is lazy, and so is never fetched. */}
      <img
        src={pictureFile(name, theme, 'narrow')}
        alt={alt}
        width={narrow.width}
        height={narrow.height}
        loading="lazy"
        decoding="async"
        fetchPriority={first ? 'high' : undefined}
        className={className}
      />
    </picture>
  )
}

// The theme a person has chosen stands on the root element and goes before the system's.
const shownIn: Record<Theme, string> = {
  light: 'contents in-data-[theme=dark]:hidden dark:[:root:not([data-theme=light])_&]:hidden',
  dark: 'hidden in-data-[theme=dark]:contents dark:[:root:not([data-theme=light])_&]:contents',
}
