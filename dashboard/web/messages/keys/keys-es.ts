import type { KeysMessages } from './keys-en.ts';

export const keysEs: KeysMessages = {
  title: 'Teclado',
  enabled: 'Los atajos de una tecla están activados',
  'enabled.hint': 'Desactívelos si dicta o si las teclas le estorban. Todo funciona sin ellos.',
  close: 'Cerrar',
  'group.anywhere': 'En todas partes',
  'group.queue': 'En una cola',
  'group.judge': 'Al juzgar',
  'group.reveal': 'Tras la explicación',
  next: 'Tomar la siguiente publicación',
  sheet: 'Esta hoja',
  claim: 'Tomar la publicación',
  outcomes: 'Oferta, no es oferta, protección, sin decidir',
  reasons: 'Elegir un motivo',
  submit: 'Registrar',
  keep: 'Mantener mi juicio',
  revise: 'Revisar una vez',
  undo: 'Deshacer',
  elements: 'Elegir un elemento de la oferta',
  cite: 'Siguiente parte que citar',
  note: 'Escribir una nota; Ctrl e Intro registran',
};
