import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../src/core/config.ts';
import type { App } from '../../src/manifest/app.ts';
import { createRuntime } from '../../src/runtime.ts';
import { openInstalledApps } from '../../src/service/installed-apps.ts';
import { openService, type Service } from '../../src/service/service.ts';

/** A whole service for one app, on a store in a folder of its own, its intake on a real port. */
export interface ServiceStage {
  readonly service: Service;
  /** Where services reach it. */
  readonly url: string;
  readonly failures: unknown[];
  close(): Promise<void>;
}

/** @param origins Origins on this computer that the app may call. */
export async function openServiceStage(app: App, origins: readonly string[]): Promise<ServiceStage> {
  const folder = await mkdtemp(join(tmpdir(), 'service-'));
  const failures: unknown[] = [];
  const onFailure = (error: unknown): void => void failures.push(error);
  const { services } = createRuntime({ app, privateOrigins: [...origins], deadlineMs: 5000 });
  const key = Buffer.alloc(32, 7).toString('base64');
  const config = readConfig({ SONAR_CONNECT_ENCRYPTION_KEY: key });
  const installed = await openInstalledApps({ builtIn: app, dataFolder: folder, onFailure });
  const publicUrl = (): string => url;
  let url = '';
  const service = await openService({ config, installed, services, dataFolder: folder, publicUrl, onFailure });
  const server = createServer(service.intake);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await service.start();
  return {
    service,
    url,
    failures,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
      await service.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
