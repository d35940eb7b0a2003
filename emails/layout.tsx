import app from 'app.config'
import type { ReactNode } from 'react'
import { Body, Button, Container, Head, Hr, Html, Link, Preview, Text } from 'react-email'
import { Name } from './name'
import { dark, light, type Palette } from './palette'

type Letter = {
  /** Who writes: the organization where there is one, else the product. */
  from: string
  /** Shown beside the subject in an inbox. */
  preview: string
  /** What this letter has to say, in one sentence. */
  sentence: ReactNode
  /** What may need saying besides. */
  note?: ReactNode
  /** The one thing to do; `shown` stands for an address that is not meant to be read. */
  button: { label: string; url: string; shown?: string }
  /** Why one received it, and what happens if one does nothing. */
  why: ReactNode
}

/** One column of 520 pixels, without pictures, in the reader's light or dark. */
export function Layout({ from, preview, sentence, note, button, why }: Letter) {
  return (
    <Html lang="en">
      <Head>
        <meta content="width=device-width, initial-scale=1" name="viewport" />
        <meta content="light dark" name="color-scheme" />
        <meta content="light dark" name="supported-color-schemes" />
        <title>{from}</title>
        <style>{`:root { color-scheme: light dark; supported-color-schemes: light dark }
@media (prefers-color-scheme: dark) { ${inDark(dark)} }`}</style>
      </Head>
      <Body className="paper" style={{ backgroundColor: light.paper, fontFamily, padding: 24 }}>
        <Preview useTitleTag={false}>{preview}</Preview>
        <Container style={{ maxWidth: 520 }}>
          <Hr className="accent" style={styles.mark} />
          <Text className="ink" style={styles.from}>
            <Name>{from}</Name>
          </Text>
          <Text className="ink" style={styles.sentence}>
            {sentence}
          </Text>
          {note ? (
            <Text className="ink" style={styles.note}>
              {note}
            </Text>
          ) : null}
          <Button className="button" href={button.url} style={styles.button}>
            {button.label}
          </Button>
          <Text className="quiet" style={styles.small}>
            Or use this address:
            <br />
            <Link className="quiet" href={button.url} style={styles.address}>
              {button.shown ?? button.url}
            </Link>
          </Text>
          <Hr className="hairline" style={styles.hairline} />
          <Text className="quiet" style={styles.small}>
            {why}
          </Text>
          <Text className="quiet" style={styles.small}>
            Questions? Answer this letter, or write to{' '}
            <Link className="link" href={`mailto:${app.company.supportEmail}`} style={styles.link}>
              {app.company.supportEmail}
            </Link>
            .
          </Text>
        </Container>
      </Body>
    </Html>
  )
}

/** A second address in a letter: plain, never a button. */
export function PlainLink({ href, children }: { href: string; children: string }) {
  return (
    <Link className="link" href={href} style={styles.link}>
      {children}
    </Link>
  )
}

const fontFamily =
  "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"

const styles = {
  mark: { width: 24, margin: '16px 0 0', borderTop: `3px solid ${light.accent}` },
  from: {
    fontSize: 14,
    lineHeight: '20px',
    fontWeight: 600,
    margin: '12px 0 32px',
    color: light.ink,
  },
  sentence: {
    fontSize: 20,
    lineHeight: '28px',
    margin: '0 0 16px',
    color: light.ink,
    textWrap: 'balance',
  },
  note: {
    fontSize: 15,
    lineHeight: '24px',
    margin: '0 0 16px',
    color: light.ink,
    textWrap: 'pretty',
  },
  button: {
    margin: '8px 0 24px',
    padding: '12px 20px',
    borderRadius: 6,
    fontSize: 15,
    fontWeight: 600,
    backgroundColor: light.accent,
    color: light.onAccent,
  },
  address: { color: light.quiet, textDecorationLine: 'underline', wordBreak: 'break-all' },
  link: { color: light.accent, textDecorationLine: 'underline' },
  small: {
    fontSize: 13,
    lineHeight: '20px',
    margin: '0 0 12px',
    color: light.quiet,
    textWrap: 'pretty',
  },
  hairline: { margin: '24px 0', borderTop: `1px solid ${light.hairline}` },
} as const

function inDark({ paper, ink, quiet, hairline, accent, onAccent }: Palette): string {
  return [
    `.paper, .paper td { background-color: ${paper} !important }`,
    `.ink { color: ${ink} !important }`,
    `.quiet { color: ${quiet} !important }`,
    `.hairline { border-top-color: ${hairline} !important }`,
    `.accent { border-top-color: ${accent} !important }`,
    `.link { color: ${accent} !important }`,
    `.button { background-color: ${accent} !important; color: ${onAccent} !important }`,
  ].join(' ')
}
