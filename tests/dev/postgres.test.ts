import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import * as fs from 'node:fs'
import { createServer } from 'node:net'
import { basename, dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  answers,
  bornCopy,
  bornDir,
  connect,
  firstLine,
  killedLater,
  launcher,
  newDir,
  onOwnGround,
  query,
  start,
} from './postgres-ground'

onOwnGround()

describe('a data folder', () => {
  test('that does not exist is made, and its server answers until it is stopped', async () => {
    const dir = newDir()
    const pg = await start(dir)
    expect(pg).toMatchObject({ dir, adopted: false })
    expect(await answers(pg)).toBe(true)
    await pg.stop()
    expect(await answers(pg)).toBe(false)
    expect(fs.readdirSync(dir).toSorted()).toEqual(['cluster', 'passwords.json', 'server.log'])
  })

  test('that four starts want at once gets one server, and no start leaves anything behind', async () => {
    const dir = newDir()
    const four = await Promise.all([start(dir), start(dir), start(dir), start(dir)])
    expect(new Set(four.map((pg) => pg.port)).size).toBe(1)
    expect(four.filter((pg) => !pg.adopted)).toHaveLength(1)
    expect(fs.readdirSync(dirname(dir))).toEqual([basename(dir)])
  })

  test('is asked for by a relative name as well', async () => {
    const dir = bornDir()
    const pg = await start(join('..', '..', '..', '..', '..', '..', '..', '..', dir))
    expect(pg.dir).toBe(dir)
  })

  test('that holds something else is left alone', async () => {
    const dir = newDir()
    fs.mkdirSync(dir)
    fs.writeFileSync(join(dir, 'thesis.txt'), 'years of work')
    await expect(start(dir)).rejects.toThrow(`${dir} holds something else than a database`)
    expect(fs.readdirSync(dir)).toEqual(['thesis.txt'])
    expect(fs.readdirSync(dirname(dir))).toEqual([basename(dir)])
  })

  test('keeps random passwords that only its maker may read', async () => {
    const [one, other] = [bornDir(), newDir()]
    await start(other)
    const passwords = [one, other].map((dir) =>
      fs.readFileSync(join(dir, 'passwords.json'), 'utf8'),
    )
    const words = passwords.flatMap((text) => Object.values<string>(JSON.parse(text)))
    expect(new Set(words).size).toBe(6)
    for (const word of words) expect(word.length).toBeGreaterThanOrEqual(32)
    const { mode, uid } = fs.statSync(join(other, 'passwords.json'))
    expect([mode & 0o777, uid]).toEqual([0o600, process.getuid?.()])
  })

  test('made by another version is refused in one sentence, with what the server said', async () => {
    const dir = bornCopy()
    fs.writeFileSync(join(dir, 'cluster', 'PG_VERSION'), '17\n')
    const refusal = await start(dir).catch((error: Error) => error.message)
    expect(refusal).toContain(`The data folder ${dir} was made by PostgreSQL 17`)
    expect(refusal).toContain('database files are incompatible with server')
  })

  test('that no server can start on is refused with the end of the log, and the starter ends at once', async () => {
    const dir = bornCopy()
    fs.appendFileSync(join(dir, 'cluster', 'postgresql.conf'), 'shared_buffers = lots\n')
    const starter = launcher(dir)
    let said = ''
    starter.stderr?.on('data', (data) => {
      said += data
    })
    const began = Date.now()
    const [code] = await once(starter, 'exit')
    expect(code).toBe(1)
    expect(Date.now() - began).toBeLessThan(3_000)
    expect(said).toContain(`PostgreSQL could not start on ${dir}. The end of ${dir}/server.log`)
    expect(said).toContain('invalid value for parameter "shared_buffers"')
  })
})

describe('a server that is still there', () => {
  test('is adopted after its starter and the whole group were killed', async () => {
    const dir = bornDir()
    const starter = launcher(dir)
    const port = await firstLine(starter)
    process.kill(-(starter.pid ?? 0), 'SIGKILL')
    await once(starter, 'exit')
    const pg = await start(dir)
    expect(pg).toMatchObject({ port: Number(port), adopted: true })
    await pg.stop()
    expect(await answers(pg)).toBe(false)
  })

  test('lets its starter end by itself', async () => {
    const dir = bornDir()
    const starter = launcher(dir, 'process.stdin.destroy()')
    expect(await once(starter, 'exit')).toEqual([0, null])
    expect(await start(dir)).toMatchObject({ adopted: true })
  })

  test('but does not answer is named, so that a person can end it', async () => {
    const pg = await start(bornDir())
    const pid = serverPid(pg.dir)
    process.kill(pid, 'SIGSTOP')
    try {
      await expect(start(pg.dir)).rejects.toThrow(
        new RegExp(`${pg.dir} is held by process ${pid}, which does not answer on port ${pg.port}`),
      )
    } finally {
      process.kill(pid, 'SIGCONT')
    }
  })

  test('is left running while another process is connected, and leaves when told to', async () => {
    const pg = await start(bornDir())
    const { cut } = await connect(pg.url('postgres', 'postgres'))
    await pg.stop()
    expect(await answers(pg)).toBe(true)
    await pg.stop({ force: true })
    await cut
    expect(await answers(pg)).toBe(false)
  })

  test('stops when two stop it at the same time, and a third time is no trouble', async () => {
    const dir = bornDir()
    const [one, other] = [await start(dir), await start(dir)]
    await Promise.all([one.stop(), other.stop()])
    expect(await answers(one)).toBe(false)
    await one.stop()
  })
})

describe('after a crash', () => {
  test('of the server, three starts at once recover what was stored', async () => {
    const pg = await start(bornDir(), { fast: false })
    await query(pg.url('postgres', 'postgres'), 'update kept set answer = 43')
    process.kill(serverPid(pg.dir), 'SIGKILL')
    const [first, ...others] = await Promise.all([start(pg.dir), start(pg.dir), start(pg.dir)])
    expect(others.map(({ port }) => port)).toEqual([first.port, first.port])
    const rows = await query(first.url('postgres', 'postgres'), 'select answer from kept')
    expect(rows).toEqual([{ answer: 43 }])
  })

  test('a lock file of a dead process is not in the way', async () => {
    const dir = bornDir()
    const gone = spawnSync('true').pid
    writeLock(dir, gone)
    expect(await start(dir)).toMatchObject({ adopted: false })
  })

  test('a lock file whose number now belongs to another program is not in the way', async () => {
    const dir = bornDir()
    const { uid, gid } = fs.statSync(join(dir, 'cluster'))
    const stranger = killedLater(spawn('sleep', ['60'], { uid, gid }))
    await once(stranger, 'spawn')
    writeLock(dir, stranger.pid)
    expect(await start(dir)).toMatchObject({ adopted: false })
    expect(stranger.exitCode).toBeNull()
  })

  test('a lock file whose number now belongs to the server of another folder is not in the way', async () => {
    const neighbour = await start(bornCopy())
    const dir = bornDir()
    writeLock(dir, serverPid(neighbour.dir), neighbour.port)
    const pg = await start(dir)
    expect(pg.adopted).toBe(false)
    expect(pg.port).not.toBe(neighbour.port)
    expect(await answers(neighbour)).toBe(true)
  })
})

describe('the address', () => {
  test('stays the same over a restart, unless somebody took it', async () => {
    const first = await start(bornDir())
    await first.stop()
    const second = await start(first.dir)
    expect(second.port).toBe(first.port)
    await second.stop()

    const stranger = createServer().listen(first.port, '127.0.0.1')
    await once(stranger, 'listening')
    try {
      const third = await start(first.dir)
      expect(third.port).not.toBe(first.port)
      expect(await answers(third)).toBe(true)
    } finally {
      stranger.close()
    }
  })

  test('is for this machine alone: no socket file, no other interface, no word in the clear', async () => {
    const pg = await start(bornDir())
    const settings = await query(
      pg.url('postgres', 'postgres'),
      `select current_setting('listen_addresses') as interfaces,
              current_setting('unix_socket_directories') as sockets,
              current_setting('max_connections') as connections,
              (select string_agg(distinct auth_method, ',') from pg_hba_file_rules) as methods,
              (select concat_ws(' ', datlocprovider, datlocale, pg_encoding_to_char(encoding))
                 from pg_database where datname = 'postgres') as words`,
    )
    expect(settings).toEqual([
      {
        interfaces: '127.0.0.1',
        sockets: '',
        connections: '200',
        methods: 'scram-sha-256',
        words: 'b C.UTF-8 UTF8',
      },
    ])
  })
})

function serverPid(dir: string) {
  return Number(fs.readFileSync(join(dir, 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0])
}

function writeLock(dir: string, pid = 0, port = 1) {
  const cluster = join(dir, 'cluster')
  const lock = join(cluster, 'postmaster.pid')
  fs.writeFileSync(lock, `${pid}\n${cluster}\n1700000000\n${port}\n\n127.0.0.1\n  1 1\nready   \n`)
  const { uid, gid } = fs.statSync(cluster)
  fs.chownSync(lock, uid, gid)
}
