import type { StatusMessages } from './status-en.ts';

export const statusEs: StatusMessages = {
  title: 'Estado',
  lead: 'Cuentas desde el principio, también cuando los textos ya no están.',
  posts: 'Publicaciones',
  'posts.total': 'Recogidas',
  'posts.staged': 'Aún sin puntuar',
  'posts.none': 'Sin oferta; texto borrado en 24 horas, salvo una muestra sorteada (7 días como máximo)',
  'posts.review': 'A la cola de revisión',
  'posts.protect': 'A la vía de protección',
  'posts.dead': 'No se pudieron procesar',
  'posts.sum': 'Las partes suman las publicaciones recogidas.',
  'posts.sum.broken': 'Las partes no suman las publicaciones recogidas. Ejecute «vigie reconcile».',
  items: 'Elementos en la cola',
  'items.open': 'Abiertos',
  'items.decided': 'Decididos',
  log: 'Registro de transparencia',
  'log.size': 'Entradas',
  'log.root': 'Raíz',
  'log.empty': 'El registro está vacío.',
  'log.verify': 'Compárelo con «vigie log verify».',
};
