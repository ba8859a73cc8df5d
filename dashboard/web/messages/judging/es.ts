import type { judgingEn } from './en.ts';

export const judgingEs: Readonly<Record<keyof typeof judgingEn, string>> = {
  'judge.elements.hint':
    'La conducta de un migrante no es un elemento. El último grupo se anota si la publicación lo muestra.',
  'element.group.act': 'Lo que se ofrece',
  'element.group.benefit': 'Lo que busca quien publica',
  'element.group.aggravating': 'Agravantes, si aparecen',
  'element.enables_entry': 'Se procura o facilita la entrada irregular',
  'element.enables_stay': 'Se facilita la permanencia irregular',
  'element.procures_documents': 'Se producen o procuran documentos para ello',
  'element.seeks_benefit': 'Un beneficio económico u otro beneficio material',
  'element.endangers_life': 'Vida o seguridad en peligro',
  'element.degrading_treatment': 'Trato inhumano o degradante, explotación',
  'judge.cite': 'Partes que lo muestran',
  'judge.cite.hint': 'La tecla pasa de parte en parte; la barra espaciadora cita.',
  'judge.note.needed': 'Por qué es una oferta',
  'judge.note.why': 'Por qué',
  'judge.missing.act': 'Elija lo que se ofrece.',
  'judge.missing.benefit': 'Elija el beneficio que se busca.',
  'judge.missing.spans': 'Cite al menos una parte de la publicación.',
  'judge.missing.note': 'Escriba por qué es una oferta.',
  'judge.missing.why': 'Escriba por qué.',
  'judge.held': 'Se registra en {seconds} s: primero se lee la publicación. Cualquier cambio lo detiene.',
  'judge.handed-over': 'Entregada a protección. Ya no ve esta publicación.',
  'judge.settle.before':
    'Dos personas juzgaron esta publicación y difieren. Su juicio es el resultado; los de ellas quedan registrados.',
  'stage.first': 'Primer juicio',
  'stage.revision': 'Revisado tras la explicación',
  'stage.after_reveal': 'Juzgado de nuevo tras la explicación',
  'stage.second': 'Segundo juicio',
  'stage.adjudication': 'Arbitraje',
  'stage.override': 'Supervisión',
  'reason.approve': 'Lo deja valer',
  'reason.refuse': 'Lo envía a arbitraje',
  'wait.second': 'Registrado. Espera a una segunda persona que no ve nada de su juicio.',
  'wait.disputed': 'Registrado. Los juicios difieren: decide un árbitro.',
  'wait.agreed':
    'Registrado. Las reglas oyeron prensa, ayuda o similar: la supervisión tiene la última palabra.',
  'wait.revealed': 'Otra persona está juzgando esta publicación.',
  'protect.hand-over': 'Puede haber una persona en peligro…',
  'protect.hand-over.hint':
    'Entrega la publicación a protección para siempre. Nunca podrá ser una oferta y usted ya no la verá.',
  'protect.hand-over.choose': 'Elija un indicio',
  'protect.hand-over.submit': 'Entregar a protección',
  'care.help': 'Ayuda',
  'care.stop': 'Parar por hoy',
  'rest.stopped': 'Ha parado por hoy, hasta {time}. En la página «Para usted» puede seguir.',
  'rest.day':
    'Las publicaciones de un día están juzgadas: las siguientes llegan después de las {time}. Nadie puede levantar este límite.',
  'rest.break':
    'Es hora de una pausa: la siguiente publicación llega después de las {time}. Nadie puede levantar este límite.',
  'translation.title': 'Traducción automática',
  'translation.hint':
    'La hizo una máquina de esta unidad y puede ser errónea. Juzgue por la propia publicación.',
  'translation.ask': 'Traducir con la máquina',
  'translation.failed': 'El servicio de traducción no respondió',
  'translation.cut': 'Solo se tradujo el comienzo.',
};
