import { signal } from '@preact/signals';
import { recall, remember } from './remembered.ts';

/** Whether a new item at risk is heard in this window. */
export const isSoundOn = signal(false);

let audio: AudioContext | undefined;

type Notes = readonly (readonly [at: number, hertz: number])[];

/** Two notes, three times, s after the start. */
const ARRIVAL: Notes = [0, 0.6, 1.2].flatMap(
  (at) =>
    [
      [at, 880],
      [at + 0.2, 660],
    ] as const,
);
/** One low note, twice: nothing has come, but nothing would be heard. */
const WARNING: Notes = [
  [0, 330],
  [0.4, 330],
];
const NOTE_SECONDS = 0.18;
const LOUDNESS = 0.2;

/** Browsers make no sound before somebody has pressed something, so it is switched on by a button, in each window. */
export async function switchSoundOn(): Promise<void> {
  audio ??= new AudioContext();
  await audio.resume();
  isSoundOn.value = audio.state === 'running';
  remember('alarm', 'on');
}

export function switchSoundOff(): void {
  isSoundOn.value = false;
  remember('alarm', 'off');
}

/** Who wants the sound in this browser gets it back with the first key or click after a reload. */
export function restoreSound(): () => void {
  const kinds = ['pointerdown', 'keydown'] as const;
  const restore = () => {
    forget();
    if (recall('alarm') === 'on' && !isSoundOn.value) void switchSoundOn();
  };
  const forget = () => {
    for (const kind of kinds) removeEventListener(kind, restore);
  };
  if (recall('alarm') === 'on') for (const kind of kinds) addEventListener(kind, restore);
  return forget;
}

export function playTone(): void {
  play(ARRIVAL);
}

/** Says that the alarm itself is out of order. */
export function playWarning(): void {
  play(WARNING);
}

/** Made here, from sine waves: no file is loaded. */
function play(notes: Notes): void {
  if (audio === undefined || !isSoundOn.value) return;
  for (const [at, hertz] of notes) {
    const start = audio.currentTime + at;
    const wave = new OscillatorNode(audio, { frequency: hertz });
    const volume = new GainNode(audio, { gain: 0 });
    // Faded in and out: a hard edge would click.
    volume.gain.setTargetAtTime(LOUDNESS, start, 0.01);
    volume.gain.setTargetAtTime(0, start + NOTE_SECONDS - 0.04, 0.01);
    wave.connect(volume).connect(audio.destination);
    wave.start(start);
    wave.stop(start + NOTE_SECONDS);
  }
}
