/** What a window tells the other windows of its browser: who signed out in it; `null`: somebody signed in. */
interface WindowWord {
  readonly left: string | null;
}

let channel: BroadcastChannel | undefined;

/** From now on, hears what the others tell. */
export function hearWindows(hear: (word: WindowWord) => void): void {
  channel = new BroadcastChannel('vigie');
  channel.onmessage = ({ data }: MessageEvent<WindowWord>) => hear(data);
}

export function tellWindows(left: string | null): void {
  channel?.postMessage({ left } satisfies WindowWord);
}
