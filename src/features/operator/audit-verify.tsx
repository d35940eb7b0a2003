import type { Verification } from '~/audit/findings'
import { Button } from '~/ui/button'
import { faultOf } from '~/ui/fault'
import { Notice } from '~/ui/notice'
import { SettingRow, Settings } from '~/ui/setting-row'
import { useVerification } from './audit.queries'

/** Follows the chains anew, and says in words what it found. */
export function AuditVerify({ organization }: { organization?: string }) {
  const { mutate, data, error, isPending } = useVerification()
  return (
    <div className="mb-6">
      <Settings>
        <SettingRow
          title="Is it whole?"
          sentence="Each line bears the hash of the one before it, so that no change stays hidden."
          status={data?.findings.length === 0 ? wholeness(data) : ''}
        >
          <Button pending={isPending} onClick={() => mutate({ data: { organization } })}>
            {organization ? 'Verify this log' : 'Verify every log'}
          </Button>
        </SettingRow>
      </Settings>
      {error && (
        <Notice tone="bad" role="alert" className="mt-4" title="It could not be verified">
          {faultOf(error).sentence}
        </Notice>
      )}
      {data && data.findings.length > 0 && (
        <Notice tone="bad" role="alert" className="mt-4" title="The log is not whole">
          <ul className="list-disc pl-4">
            {data.findings.map(({ sentence }) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </Notice>
      )}
    </div>
  )
}

/** "Verified just now: 1,204 lines in 3 logs." */
function wholeness({ lines, chains }: Verification): string {
  const logs = `${chains.toLocaleString('en')} ${chains === 1 ? 'log' : 'logs'}`
  return `Verified just now: ${lines.toLocaleString('en')} ${lines === 1 ? 'line' : 'lines'} in ${logs}.`
}
