import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { profileIdIn } from '../../../electron/adapters/profile-id';

let profile: string;
const said: string[] = [];
const id = () => profileIdIn(profile, (what) => said.push(what));

beforeEach(() => {
  profile = mkdtempSync(join(tmpdir(), 'civet-profile-'));
  said.length = 0;
});

afterEach(() => rmSync(profile, { recursive: true, force: true }));

it('stays the same for a profile, and is another one for each', () => {
  const first = id();
  expect(id()).toBe(first);
  const other = mkdtempSync(join(profile, 'other-'));
  expect(profileIdIn(other, (what) => said.push(what))).not.toBe(first);
  expect(said).toEqual([]);
});

it('is made anew where it cannot be read', () => {
  const first = id();
  writeFileSync(join(profile, 'profile-id'), '');
  const second = id();
  expect(second).toMatch(/^[0-9a-f]{32}$/);
  expect(second).not.toBe(first);
  expect(id()).toBe(second);
});

it('is told of where it cannot be kept', () => {
  rmSync(profile, { recursive: true });
  expect(id()).not.toBe(id());
  expect(said).toHaveLength(2);
});
