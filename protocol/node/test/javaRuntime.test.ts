import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { findJavaRuntime, type JavaPlaces } from '../src/launch/javaRuntime.js';

describe('the Java runtime', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'open-llm-java-'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  test('is the packaged runtime if the package contains one', async () => {
    const packaged = await java('packaged', '25.0.3');
    const setting = await java('other', '25');
    assert.deepEqual(await find({ packaged, setting }), { java: join(packaged, 'bin/java'), home: packaged });
  });

  test('is the runtime in the setting, which takes precedence over JAVA_HOME', async () => {
    const setting = await java('setting', '26-ea');
    const env = { JAVA_HOME: await java('home', '25') };
    assert.deepEqual(await find({ setting, env }), { java: join(setting, 'bin/java'), home: setting });
  });

  test('is the runtime in JAVA_HOME', async () => {
    const home = await java('home', '25.0.1');
    assert.equal((await find({ env: { JAVA_HOME: home } })).java, join(home, 'bin/java'));
  });

  test('is resolved from a symbolic link on the PATH', async () => {
    const home = await java('jdk', '25');
    await mkdir(join(folder, 'bin'));
    await symlink(join(home, 'bin/java'), join(folder, 'bin/java'));
    assert.equal((await find({ env: { PATH: join(folder, 'bin') } })).java, join(home, 'bin/java'));
  });

  test('is found on the PATH when the runtime in JAVA_HOME is too old', async () => {
    const onPath = await java('new', '25');
    const env = { JAVA_HOME: await java('old', '17.0.2'), PATH: join(onPath, 'bin') };
    assert.equal((await find({ env })).java, join(onPath, 'bin/java'));
  });

  test('is the next runtime on the PATH when the first is too old', async () => {
    const env = {
      PATH: [await java('old', '17.0.2'), await java('new', '25')].map((home) => join(home, 'bin')).join(delimiter),
    };
    assert.equal((await find({ env })).home, join(folder, 'new'));
  });

  test('is the newest runtime in the folders of installers and version managers', async () => {
    await java('usr/lib/jvm/temurin-25', '25.0.1');
    const newest = await java('usr/lib/jvm/temurin-26', '26');
    assert.equal((await find({})).home, newest);
    const mac = await java('Library/Java/JavaVirtualMachines/temurin-25.jdk/Contents/Home', '25');
    assert.equal((await find({ platform: 'darwin' })).home, mac);
    const managed = await java('.sdkman/candidates/java/25.0.4-tem', '25.0.4');
    assert.equal((await find({ root: join(folder, 'empty') })).home, managed);
  });

  test('is never the macOS stub in /usr/bin, which prompts the user to install Java', async () => {
    const stub = await java('usr', '25');
    const env = { PATH: join(stub, 'bin') };
    assert.equal((await find({ env, platform: 'linux' })).home, stub);
    await assert.rejects(find({ env, platform: 'darwin' }), { kind: 'config' });
  });

  test('in the package is made executable if the installer removed the permission', async () => {
    const packaged = await java('packaged', '25.0.3');
    await chmod(join(packaged, 'bin/java'), 0o644);
    const setting = await java('other', '25');
    assert.equal((await find({ packaged, setting })).home, packaged);
    assert.equal((await stat(join(packaged, 'bin/java'))).mode & 0o777, 0o755);
  });

  test('is rejected with a list of versions and instructions if every runtime is too old', async () => {
    const env = { JAVA_HOME: await java('eight', '1.8.0_392'), PATH: join(await java('old', '17.0.2'), 'bin') };
    await assert.rejects(find({ env }), {
      kind: 'config',
      message: 'Open LLM requires Java 25 or later. Found: Java 8 (JAVA_HOME), Java 17 (java on the PATH).',
      hint: 'Install it (https://adoptium.net), or specify its folder in the openLLM.java.home setting.',
    });
  });

  test('is reported as missing if none is installed', async () => {
    await assert.rejects(find({}), { message: 'Open LLM requires Java 25 or later, but no Java was found.' });
  });

  test('is reported as missing if the path in the setting is invalid, even if JAVA_HOME is valid', async () => {
    const env = { JAVA_HOME: await java('home', '25') };
    await assert.rejects(find({ setting: join(folder, 'typo'), env }), {
      kind: 'config',
      message: `The openLLM.java.home setting specifies ${join(folder, 'typo')}, but this folder does not contain Java.`,
    });
  });

  function find(overrides: Partial<JavaPlaces>): ReturnType<typeof findJavaRuntime> {
    const settingName = 'openLLM.java.home';
    const defaults = { packaged: join(folder, 'none'), setting: '', settingName, env: { HOME: folder } };
    return findJavaRuntime({ ...defaults, platform: 'linux', root: folder, ...overrides });
  }

  /** Creates a folder that looks like a Java runtime of the specified version. Returns the path. */
  async function java(name: string, version: string): Promise<string> {
    const home = join(folder, name);
    await mkdir(join(home, 'bin'), { recursive: true });
    await writeFile(join(home, 'bin/java'), '');
    await chmod(join(home, 'bin/java'), 0o755);
    await writeFile(join(home, 'release'), `IMPLEMENTOR="Eclipse Adoptium"\nJAVA_VERSION="${version}"\n`);
    return home;
  }
});
