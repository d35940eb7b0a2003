import { Link } from '@tanstack/react-router'
import { Badge } from '~/ui/badge'
import { MenuItem, MenuLink } from '~/ui/menu'
import { Moment } from '~/ui/moment'
import { PageLinks } from '~/ui/paging'
import { Cell, CountLine, HeadCell, Row, Table, TableBody, TableHead } from '~/ui/table'
import { letterStateWords, plainName } from './jobs-words'
import type { LettersPage, ListedLetter } from './letters.server'

type Props = {
  page: LettersPage
  mayResend: boolean
  /** Asks whether a letter is to be sent again. */
  ask: (id: string) => void
}

/** One page of letters, with what an operator may do about each. */
export function LettersTable({ page, mayResend, ask }: Props) {
  return (
    <>
      <Table label="Letters">
        <TableHead>
          <HeadCell>Letter</HeadCell>
          <HeadCell>To</HeadCell>
          <HeadCell>State</HeadCell>
          <HeadCell>Written</HeadCell>
          <HeadCell numeric>Tries</HeadCell>
          <HeadCell hidden>Acts</HeadCell>
        </TableHead>
        <TableBody>
          {page.letters.map((letter) => (
            <Row
              key={letter.id}
              label={`${plainName(letter.name)} to ${letter.to}`}
              menu={
                <>
                  <MenuLink to="/operator/letters/$letter" params={{ letter: letter.id }}>
                    Open
                  </MenuLink>
                  {mayResend && letter.resendable && (
                    <MenuItem onClick={() => ask(letter.id)}>Send again…</MenuItem>
                  )}
                </>
              }
            >
              <Cells letter={letter} />
            </Row>
          ))}
        </TableBody>
      </Table>
      <CountLine shown={page.letters.length} total={page.matching} noun="letter">
        <PageLinks page={page} />
      </CountLine>
    </>
  )
}

function Cells({ letter }: { letter: ListedLetter }) {
  const { word, ...look } = letterStateWords[letter.state]
  const { person, organization } = letter
  return (
    <>
      <Cell primary>
        <Link
          to="/operator/letters/$letter"
          params={{ letter: letter.id }}
          className="hover:underline"
        >
          {plainName(letter.name)}
        </Link>
        {organization && (
          <span className="block font-normal text-quiet text-small">
            for <bdi>{organization}</bdi>
          </span>
        )}
      </Cell>
      <Cell quiet>
        <span className="[overflow-wrap:anywhere]">{letter.to}</span>
        {person && (
          <bdi className="block text-small max-sm:hidden [overflow-wrap:anywhere]">
            {person.name}
          </bdi>
        )}
      </Cell>
      <Cell>
        <Badge {...look}>{word}</Badge>
        {letter.error && (
          <span className="block max-w-80 text-quiet text-small max-sm:hidden [overflow-wrap:anywhere]">
            {letter.error}
          </span>
        )}
      </Cell>
      <Cell quiet>
        <span className="whitespace-nowrap">
          <Moment at={letter.createdAt} />
        </span>
      </Cell>
      <Cell numeric quiet wide>
        {letter.attempts}
      </Cell>
    </>
  )
}
