import type { RefusalCode } from '~/refusal'

/** What people are told for better-auth's error codes about roles; part of the map in `auth/answered.ts`. */
export const roleSentences: Record<
  string,
  { code: RefusalCode; sentence: string; field?: string }
> = {
  ROLE_NOT_FOUND: {
    code: 'not_found',
    sentence: 'There is no such role any more. Somebody may have deleted or renamed it.',
    field: 'role',
  },
  ROLE_NAME_IS_ALREADY_TAKEN: {
    code: 'conflict',
    sentence: 'There is a role of this name already.',
    field: 'name',
  },
  ROLE_IS_ASSIGNED_TO_MEMBERS: {
    code: 'conflict',
    sentence: 'Somebody still holds this role. Give them another one first.',
  },
  CANNOT_DELETE_A_PRE_DEFINED_ROLE: {
    code: 'forbidden',
    sentence: 'The built-in roles stay as they are.',
  },
  TOO_MANY_ROLES: {
    code: 'limit_reached',
    sentence: 'There is room for 20 roles of your own. Delete one that nobody needs.',
  },
  INVALID_RESOURCE: {
    code: 'invalid',
    sentence: 'This names something that nobody can be allowed.',
    field: 'permission',
  },
  YOU_ARE_NOT_ALLOWED_TO_CREATE_A_ROLE: {
    code: 'forbidden',
    sentence: 'Your role does not allow making roles. Ask an owner or admin.',
  },
  YOU_ARE_NOT_ALLOWED_TO_UPDATE_A_ROLE: {
    code: 'forbidden',
    sentence: 'Your role does not allow changing roles. Ask an owner or admin.',
  },
  YOU_ARE_NOT_ALLOWED_TO_DELETE_A_ROLE: {
    code: 'forbidden',
    sentence: 'Your role does not allow deleting roles. Ask an owner or admin.',
  },
  YOU_ARE_NOT_ALLOWED_TO_READ_A_ROLE: {
    code: 'forbidden',
    sentence: 'Your role does not allow seeing roles. Ask an owner or admin.',
  },
  YOU_ARE_NOT_ALLOWED_TO_LIST_A_ROLE: {
    code: 'forbidden',
    sentence: 'Your role does not allow seeing roles. Ask an owner or admin.',
  },
  YOU_ARE_NOT_ALLOWED_TO_GET_A_ROLE: {
    code: 'forbidden',
    sentence: 'Your role does not allow seeing roles. Ask an owner or admin.',
  },
}
