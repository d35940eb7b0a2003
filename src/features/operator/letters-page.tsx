import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Badge } from '~/ui/badge'
import { Button } from '~/ui/button'
import { Copy } from '~/ui/copy'
import { Moment } from '~/ui/moment'
import { Notice } from '~/ui/notice'
import { Page, Section } from '~/ui/page'
import { Tabs } from '~/ui/tabs'
import { Fact } from './fact'
import { JobActDialog, ResendDialog } from './jobs-acts'
import { letterStateWords, plainName, tried } from './jobs-words'
import { letterQuery } from './letters.queries'
import type { OneLetter } from './letters.server'
import { LetterFrame } from './letters-reading'

type Props = { id: string; may: { resend: boolean; discard: boolean } }

/** One letter: what became of it, what can be done about it, and how it looks without what it opens. */
export function LetterPage({ id, may }: Props) {
  const { data: letter } = useSuspenseQuery(letterQuery(id))
  const [asks, setAsks] = useState<'resend' | 'discard' | null>(null)
  const close = () => setAsks(null)
  const open = letter.state === 'waiting' || letter.state === 'failed'
  return (
    <Page
      title={plainName(letter.name)}
      sentence={<span className="[overflow-wrap:anywhere]">To {letter.to}</span>}
      back={<Link to="/operator/letters">Letters</Link>}
      action={
        <>
          {may.discard && open && <Button onClick={() => setAsks('discard')}>Discard…</Button>}
          {may.resend && letter.resendable && (
            <Button variant="primary" onClick={() => setAsks('resend')}>
              Send again…
            </Button>
          )}
        </>
      }
    >
      {letter.state === 'failed' && !letter.resendable && (
        <Notice className="mb-6" title="It cannot be sent again">
          What this letter opens is no longer kept. Have a new one written where it came from.
        </Notice>
      )}
      <Facts letter={letter} />
      <Reading reading={letter.reading} />
      <ResendDialog id={asks === 'resend' ? id : null} close={close} />
      <JobActDialog
        act={asks === 'discard' ? { kind: 'discard', id, queue: 'mail' } : null}
        close={close}
      />
    </Page>
  )
}

function Facts({ letter }: { letter: OneLetter }) {
  const { word, ...look } = letterStateWords[letter.state]
  return (
    <dl className="border-t text-dense">
      <Fact name="State">
        <Badge {...look}>{word}</Badge>, {tried(letter.attempts)}
      </Fact>
      {letter.error && <Fact name="Last error">{letter.error}</Fact>}
      {letter.person && (
        <Fact name="Person">
          <Link className="link" to="/operator/users/$user" params={{ user: letter.person.id }}>
            <bdi>{letter.person.name}</bdi>
          </Link>
        </Fact>
      )}
      {letter.organization && (
        <Fact name="Organization">
          <bdi>{letter.organization}</bdi>
        </Fact>
      )}
      <Fact name="Written">
        <Moment at={letter.createdAt} />
      </Fact>
      {letter.state === 'waiting' && (
        <Fact name="Next try">
          <Moment at={letter.startAfter} />
        </Fact>
      )}
      {letter.endedAt && (
        <Fact name={letter.state === 'done' ? 'Sent' : 'Ended'}>
          <Moment at={letter.endedAt} />
        </Fact>
      )}
      {letter.sentAs && (
        <Fact name="At the mail service">
          <Copy value={letter.sentAs} label="id at the mail service" />
        </Fact>
      )}
    </dl>
  )
}

function Reading({ reading }: Pick<OneLetter, 'reading'>) {
  if (!reading) {
    return (
      <Section title="The letter">
        <p className="text-quiet">It was written by an older version, and cannot be shown.</p>
      </Section>
    )
  }
  const { subject, html, text } = reading
  return (
    <Section
      title={<bdi>{subject}</bdi>}
      sentence="What opens something is left out: a link shows only where it leads, a code is …"
    >
      <Tabs
        label="The letter"
        tabs={[
          {
            value: 'looks',
            label: 'As it looks',
            panel: <LetterFrame subject={subject} html={html} />,
          },
          {
            value: 'text',
            label: 'As text',
            panel: (
              <pre className="whitespace-pre-wrap rounded-panel border bg-raised p-6 font-sans [overflow-wrap:anywhere]">
                {text}
              </pre>
            ),
          },
        ]}
      />
    </Section>
  )
}
