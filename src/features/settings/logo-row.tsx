import { Avatar } from '~/ui/avatar'
import { PictureSetting } from '~/ui/picture-setting'
import type { useOrganizationActs } from './settings.queries'

type Props = {
  name: string
  logo: string | null
  acts: Pick<ReturnType<typeof useOrganizationActs>, 'setLogo' | 'removeLogo'>
}

/** The picture that stands for the organization. */
export function LogoRow({ name, logo, acts }: Props) {
  return (
    <PictureSetting
      title="Logo"
      sentence="A square PNG, JPEG or WebP of at most 1 MB. Members see it, and whoever is invited."
      what="logo"
      shown={<Avatar name={name} image={logo} kind="organization" size="lg" />}
      has={Boolean(logo)}
      choose={async (picture) => {
        await acts.setLogo(picture)
        return 'Saved.'
      }}
      remove={acts.removeLogo}
    />
  )
}
