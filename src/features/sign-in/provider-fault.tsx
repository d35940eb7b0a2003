import { providerFault } from '~/auth/providers/provider-sentences'
import { Notice } from '~/ui/notice'

/** Why somebody came back from a provider without being signed in. */
export function ProviderFault({ error }: { error?: string }) {
  const sentence = providerFault(error)
  if (!sentence) return null
  return (
    <Notice tone="bad" role="alert" className="mb-6">
      {sentence}
    </Notice>
  )
}
