import { setMaxListeners } from 'node:events';
import { resumeSending } from '../outbound/sending.ts';
import { launchLater } from '../campaigns/launch.ts';
import { sendPlanned } from '../service/campaigns.ts';
import { createDeliveries } from '../webhooks/deliveries.ts';
import type { Deliveries } from '../webhooks/deliveries.ts';
import type { Faults } from '../control/faults.ts';
import type { MovableClock } from './movable-clock.ts';
import type { Poster } from '../webhooks/post.ts';
import type { Sonar } from '../service/sonar.ts';
import type { WorldData } from './world-schema.ts';
import { createWorld } from './world.ts';

/** One world with everything that goes on in it; a reset ends it and opens another. */
export interface Session {
  readonly sonar: Sonar;
  /** Waits until every delivery that is due was tried. */
  idle(): Promise<void>;
  stop(): void;
}

/** What a session works with; it outlives a reset. */
export interface SessionParts {
  readonly clock: MovableClock;
  /** Address of the sandbox, without a path. */
  readonly url: string;
  readonly poster: Poster;
  readonly faults: Faults;
  /** Told when something changed by itself, not through a call. */
  readonly changed: (session: Pick<Session, 'sonar'>) => void;
}

/** Brings a world to life: deliveries that were pending go on, planned messages go out at their time. */
export function openSession(data: WorldData, parts: SessionParts): Session {
  const { clock, url, poster, faults } = parts;
  const world = createWorld(data);
  const stopping = new AbortController();
  setMaxListeners(0, stopping.signal);
  const sonar: Sonar = {
    world,
    clock,
    url,
    publish: (event, happening) => {
      if (listens(event)) deliveries.publish(event, happening, faults.takeCopies());
    },
    deliver: (webhook, event, payload) => deliveries.deliver(webhook, event, payload, faults.takeCopies()),
    schedule: sendLater,
    later: (at, work) => void atTime(at, work),
  };
  const changed = (): void => parts.changed({ sonar });
  const deliveries: Deliveries = createDeliveries({ sonar, poster, changed });
  deliveries.resume();
  for (const id of world.scheduled.keys()) sonar.schedule(id);
  for (const instance of world.outbound.instances) resumeSending(sonar, instance);
  for (const campaign of world.campaigns) {
    if (campaign.state === 'scheduled' && campaign.send_at !== null) launchLater(sonar, campaign, campaign.send_at);
  }

  return {
    sonar,
    idle: () => deliveries.idle(),
    stop() {
      stopping.abort(new Error('the sandbox stopped'));
      deliveries.stop();
    },
  };

  function listens(event: Parameters<Sonar['publish']>[0]): boolean {
    return [...world.webhooks.values()].some((webhook) => webhook.active && webhook.settings[event]);
  }

  function sendLater(id: string): void {
    const planned = world.scheduled.get(id);
    if (planned !== undefined) sonar.later(planned.send_at, () => sendPlanned(sonar, id));
  }

  async function atTime(at: string, work: () => void): Promise<void> {
    const waitMs = Math.max(0, Date.parse(at) - clock.now());
    const due = await clock.sleep(waitMs, stopping.signal).then(
      () => true,
      () => false,
    );
    if (!due) return;
    work();
    changed();
  }
}
