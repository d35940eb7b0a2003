/** Where this browser keeps its choice of theme. */
export const themeKey = 'theme'

/** Runs in the document's head, before the first paint: puts a chosen theme on the root element. */
export const themeScript = `try{const t=localStorage.getItem('${themeKey}');if(t==='light'||t==='dark')document.documentElement.dataset.theme=t}catch{}`
