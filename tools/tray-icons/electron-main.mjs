// @ts-check
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { app, BrowserWindow } from 'electron';
import { FAMILIES, ICONS, iconSvg } from './shapes.mjs';

// Runs in Electron, whose page draws vectors as well as any program; started by tools/draw-tray-icons.mjs.
const target = path.resolve(import.meta.dirname, '../../resources/tray');

/**
 * Run in the page.
 * @param {string} svg
 * @param {number} size
 */
async function draw(svg, size) {
  const image = new Image(size, size);
  image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = size;
  canvas.height = size;
  canvas.getContext('2d')?.drawImage(image, 0, 0, size, size);
  return canvas.toDataURL('image/png').split(',')[1] ?? '';
}

async function drawAll() {
  const window = new BrowserWindow({ show: false });
  await window.loadURL('data:text/html,<!doctype html>');
  for (const { folder, isTemplate, sizes } of FAMILIES) {
    mkdirSync(path.join(target, folder), { recursive: true });
    for (const icon of ICONS) {
      for (const [ending, size] of Object.entries(sizes)) {
        const question = `(${draw})(${JSON.stringify(iconSvg(icon, isTemplate))}, ${size})`;
        const png = await window.webContents.executeJavaScript(question);
        writeFileSync(path.join(target, folder, `${icon}${ending}.png`), Buffer.from(png, 'base64'));
      }
    }
  }
  app.quit();
}

// Not awaited: Electron is ready only once this file has been run.
void app.whenReady().then(drawAll);
