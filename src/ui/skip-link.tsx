/** For the keyboard: past everything that repeats, to what this page is about. */
export function SkipLink() {
  return (
    <a
      href="#main"
      className="floating fixed top-2 left-2 z-60 -translate-y-24 px-4 py-2 font-medium focus:translate-y-0"
    >
      Skip to the page
    </a>
  )
}
