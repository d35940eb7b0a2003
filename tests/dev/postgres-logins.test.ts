import { describe, expect, test } from 'vitest'
import { bornDir, connect, onOwnGround, query, start } from './postgres-ground'

onOwnGround()

describe('the logins', () => {
  test('owner and app are unprivileged, and a start mends what was changed', async () => {
    const pg = await start(bornDir())
    await query(pg.url('postgres', 'postgres'), 'alter role app superuser bypassrls inherit')
    await start(bornDir())
    const roles = await query(
      pg.url('postgres', 'postgres'),
      `select rolname, rolcanlogin as login, rolinherit as inherit,
              rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication as mighty
       from pg_roles where rolname in ('owner', 'app', 'tenant') order by rolname`,
    )
    expect(roles).toEqual([
      { rolname: 'app', login: true, inherit: false, mighty: false },
      { rolname: 'owner', login: true, inherit: true, mighty: false },
      { rolname: 'tenant', login: false, inherit: true, mighty: false },
    ])
  })

  test('app may become tenant, but has nothing of it before, and may not become owner', async () => {
    const pg = await start(bornDir())
    await pg.createDatabase('shop')
    await query(
      pg.url('owner', 'shop'),
      'create table goods (id int); grant select on goods to tenant',
    )
    await query(pg.url('owner', 'shop'), 'grant usage on schema public to tenant, app')
    const app = pg.url('app', 'shop')
    await expect(query(app, 'select * from goods')).rejects.toMatchObject({ code: '42501' })
    await expect(query(app, 'set role tenant; select * from goods')).resolves.toBeDefined()
    await expect(query(app, 'set role owner')).rejects.toMatchObject({ code: '42501' })
    await expect(query(app, 'create table mine (id int)')).rejects.toMatchObject({ code: '42501' })
  })

  test('owner builds in its database what it likes, and nothing outside', async () => {
    const pg = await start(bornDir())
    await pg.createDatabase('market')
    const owner = pg.url('owner', 'market')
    await query(
      owner,
      'create schema jobs; create table jobs.job (id int); grant usage on schema jobs to app',
    )
    const schemas = await query(
      owner,
      `select nspname, nspowner::regrole::text as owner from pg_namespace
       where nspname in ('public', 'jobs') order by nspname`,
    )
    expect(schemas).toEqual([
      { nspname: 'jobs', owner: 'owner' },
      { nspname: 'public', owner: 'owner' },
    ])
    await expect(query(owner, 'create role friend')).rejects.toMatchObject({ code: '42501' })
    await expect(query(owner, 'create database another')).rejects.toMatchObject({ code: '42501' })
  })
})

describe('a database', () => {
  test('lets in owner and app, and no other login', async () => {
    const pg = await start(bornDir())
    await pg.createDatabase('store')
    await query(pg.url('postgres', 'postgres'), `create role stranger login password 'hello'`)
    const stranger = pg.url('app', 'store').replace(/\/\/.*@/, '//stranger:hello@')
    await expect(query(stranger, 'select 1')).rejects.toMatchObject({ code: '42501' })
    await expect(query(pg.url('app', 'store'), 'select 1')).resolves.toBeDefined()
    await expect(query(pg.url('owner', 'store'), 'select 1')).resolves.toBeDefined()
    await expect(query(pg.url('app', 'postgres'), 'select 1')).rejects.toMatchObject({
      code: '42501',
    })
  })

  test('is made once, however often and at once it is asked for', async () => {
    const pg = await start(bornDir())
    await Promise.all(['bazaar', 'bazaar', 'bazaar'].map((name) => pg.createDatabase(name)))
    await query(pg.url('owner', 'bazaar'), 'create table goods as select 1 as id')
    await pg.createDatabase('bazaar')
    expect(await query(pg.url('owner', 'bazaar'), 'select id from goods')).toEqual([{ id: 1 }])
  })

  test('is cloned from a template, many at once, with its rows and as closed as the template', async () => {
    const pg = await start(bornDir())
    await pg.createDatabase('model')
    await query(pg.url('owner', 'model'), 'create table goods as select 1 as id')
    const names = ['it’s "one"', 'two', 'three', 'four']
    await Promise.all(names.map((name) => pg.createDatabase(name, 'model')))
    for (const name of names) {
      expect(await query(pg.url('owner', name), 'select id from goods')).toEqual([{ id: 1 }])
      await expect(query(pg.url('app', name), 'create table mine ()')).rejects.toMatchObject({
        code: '42501',
      })
    }
  })

  test('is dropped while somebody is connected, and dropping it again is no trouble', async () => {
    const pg = await start(bornDir())
    await pg.createDatabase('stall')
    const { cut } = await connect(pg.url('app', 'stall'))
    await pg.dropDatabase('stall')
    await cut
    await pg.dropDatabase('stall')
    await expect(query(pg.url('app', 'stall'), 'select 1')).rejects.toMatchObject({ code: '3D000' })
  })
})
