import app from 'app.config'
import type { OperatorRole } from '~/auth/operator/operator-role'
import { Mark } from '~/ui/logo'

const names: Record<OperatorRole, string> = { operator: 'Operator', support: 'Support' }

/** Where an organization's name stands elsewhere: that this is the console, and in which role. */
export function OperatorMark({ role }: { role: OperatorRole }) {
  return (
    <div className="flex h-11 items-center gap-2.5 px-2">
      <Mark />
      <div className="min-w-0 leading-tight">
        <p className="truncate font-medium">{app.name}</p>
        <p className="truncate text-quiet text-small">{names[role]}</p>
      </div>
    </div>
  )
}
