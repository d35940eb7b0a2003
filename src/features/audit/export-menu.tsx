import { Download } from 'lucide-react'
import { Button } from '~/ui/button'
import { Menu, MenuDownload } from '~/ui/menu'

type Props = {
  /** The handler that answers with the file. */
  path: string
  /** What narrows the lines: the file holds all of them, not the page. */
  asked: Readonly<Record<string, string | undefined>>
}

/** The lines that are asked for, as a file. */
export function ExportMenu({ path, asked }: Props) {
  return (
    <Menu label="Export" trigger={<Button icon={<Download />}>Export</Button>}>
      <MenuDownload href={fileAt(path, 'csv', asked)}>CSV, for a spreadsheet</MenuDownload>
      <MenuDownload href={fileAt(path, 'jsonl', asked)}>JSON lines, for a program</MenuDownload>
    </Menu>
  )
}

function fileAt(path: string, format: string, { page: _, ...asked }: Props['asked']): string {
  const words = new URLSearchParams({ format })
  for (const [name, value] of Object.entries(asked)) if (value) words.set(name, value)
  return `${path}?${words}`
}
