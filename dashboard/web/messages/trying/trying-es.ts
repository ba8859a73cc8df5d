import type { TryingWords } from './trying-en.ts';

export const tryingEs: TryingWords = {
  'try.title': 'Probar un texto',
  'try.lead':
    'Cómo leen un texto las reglas vigentes. Para quien escribe reglas: quien va a juzgar una publicación la juzga primero.',
  'try.text': 'Texto',
  'try.hint': 'Se puntúa y se olvida: ni se guarda ni se registra.',
  'try.missing': 'Escriba primero un texto.',
  'try.submit': 'Leerlo',
  'try.language': 'Idioma: {language}',
  'try.lane.review': 'Esto llegaría a la cola de revisión',
  'try.lane.protect': 'Esto llegaría a la vía de protección',
  'try.lane.none': 'Esto se borraría sin que nadie lo viera',
  'try.packs.awaited':
    'Se leen los paquetes de reglas por lo que solo ellos dicen; puede tardar unos segundos.',
  'try.packs.told':
    'Se muestra también lo que solo dicen los paquetes: qué palabras se leyeron y qué hallarían las reglas en observación.',
  'try.packs.changed':
    'Los ficheros de reglas han cambiado desde que empezó este proceso, así que no pueden decir qué palabras se leyeron ni qué hallarían las reglas en observación. Hay que reiniciarlo o restaurar los ficheros.',
  'try.packs.unreadable':
    'Los ficheros de reglas no se pueden leer, así que no pueden decir qué palabras se leyeron ni qué hallarían las reglas en observación. «vigie rules lint» nombra sus fallos.',
  'try.packs.failed': 'No se pudo cargar lo que solo dicen los paquetes',
  'try.errored': 'Reglas que fallaron, en palabras del programa, en inglés',
  'try.read-as': 'Leído como',
  'try.wrongly': 'Se sabe que halla por error',
  'try.shadow': 'En observación: hallado por reglas que no hablan',
  'try.shadow.hint': 'Nada de esto cuenta: estas reglas están a prueba.',
  'try.named': 'Nombrado en el texto',
  'try.named.hint': 'No dice nada a favor ni en contra de una oferta.',
  'try.named.same': 'lo mismo que',
  'try.named.phone': 'Número de teléfono',
  'try.named.handle': 'Nombre de cuenta',
  'try.named.link': 'Enlace',
  'try.named.price': 'Importe',
  'try.named.route': 'Ruta',
  'try.named.date': 'Fecha',
  'try.lacks': 'Lo que falta para la revisión',
  'try.lacks.provider':
    'La voz de quien ofrece el viaje, como «los llevamos», «quedan plazas» o «se paga al llegar».',
  'try.lacks.kinds': 'Tipos de indicios independientes: hacen falta {needed}, hallados {count} ({found}).',
  'try.lacks.threshold': 'Puntos: hacen falta {needed}, hallados {score}, faltan {more}.',
  'try.lacks.protect':
    'No se pregunta: en el texto de una persona en riesgo no se cuenta nada, ni a favor de una oferta ni en contra.',
};
