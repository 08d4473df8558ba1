import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EngineError, type Engine, type EngineFailure } from '../engines/engine.ts';
import type { Manner, TestServer } from './engine-servers.ts';

export interface Subject {
  server: TestServer;
  engine: Engine;
  /** The same engine with a key that is not accepted. */
  stranger: Engine;
}

const FAILURES: [Manner, EngineFailure][] = [
  ['busy', 'busy'],
  ['refused', 'refused'],
  ['broken', 'down'],
  ['html', 'garbled'],
  ['half', 'garbled'],
  ['fewer', 'garbled'],
  ['wrong-type', 'garbled'],
  ['endless', 'garbled'],
  ['hang', 'slow'],
];

/** What every engine must do; its server turns letters round (`turned`) so that answers can be told from questions. */
export function engineSuite(name: string, start: () => Promise<Subject>): void {
  const texts = ['我们去 ⟦1⟧ 吧', 'a < b & "c" ⟦2⟧ ⟦3⟧', '很好\n第二行'];

  test(`${name}: as many answers as texts, in order, placeholders and signs unharmed`, async (t) => {
    const { server, engine } = await start();
    t.after(() => server.close());
    const found = await engine.translate({ texts, from: 'zh-Hans', to: 'en' });
    assert.deepEqual(
      found,
      texts.map((text) => `«${text}»`),
    );
    assert.ok(engine.batch >= 1 && engine.name.length > 0);
  });

  test(`${name}: whatever its server does is an EngineError that says what`, async (t) => {
    const { server, engine } = await start();
    t.after(() => server.close());
    for (const [manner, code] of FAILURES) {
      server.manner = manner;
      const failure = await failureOf(engine.translate({ texts, from: 'en', to: 'zh-Hans' }));
      assert.equal(failure.code, code, `${manner}: ${failure.message}`);
      if (manner === 'busy') assert.equal(failure.retryAfter, 7);
    }
    server.manner = 'well';
    assert.equal((await engine.translate({ texts, from: 'en', to: 'zh-Hans' })).length, texts.length);
  });

  test(`${name}: a wrong key is refused, a server that is gone is down, a caller may stop waiting`, async () => {
    const { server, engine, stranger } = await start();
    assert.equal((await failureOf(stranger.translate({ texts, from: 'en', to: 'zh-Hans' }))).code, 'refused');
    server.manner = 'hang';
    const signal = AbortSignal.timeout(20);
    assert.equal(
      (await failureOf(engine.translate({ texts, from: 'en', to: 'zh-Hans', signal }))).code,
      'down',
    );
    await server.close();
    assert.equal((await failureOf(engine.translate({ texts, from: 'en', to: 'zh-Hans' }))).code, 'down');
  });
}

async function failureOf(answer: Promise<unknown>): Promise<EngineError> {
  try {
    await answer;
  } catch (error) {
    if (error instanceof EngineError) return error;
    throw error;
  }
  throw new Error('it did not fail');
}
