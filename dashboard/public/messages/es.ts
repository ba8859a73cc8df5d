import type { Messages } from './en.ts';

/** Spanish. Needs review by a native speaker who knows police and asylum wording. */
export const es: Messages = {
  'site.name': 'Avisar e impugnar',
  'site.of': 'Un servicio de {authority}',
  'site.demo': 'Demostración: todos los contactos son inventados, y nadie puede leer lo que se envía.',
  'site.skip': 'Ir al contenido',
  'site.languages': 'Idiomas',
  'nav.title': 'Páginas',
  'nav.home': 'Inicio',
  'nav.report': 'Avisar de una oferta',
  'nav.contest': 'Impugnar',
  'nav.receipt': 'Usar un recibo',
  'nav.reports': 'Nuestros informes',

  'help.title': '¿Hay alguien en peligro?',
  'help.text':
    'Llame primero. Estas páginas no se leen a todas horas, y un formulario es más lento que una llamada. Puede pedir ayuda sean cuales sean sus papeles o su situación.',
  'help.emergency': 'Emergencias',
  'help.rescue': 'Rescate en el mar o en tierra',
  'help.protection': 'Protección de menores y víctimas',
  'help.phone': 'Teléfono',
  'help.page': 'Página',
  'help.checked': 'Comprobado el {date}',

  'home.title': '¿Qué quiere hacer?',
  'home.report':
    'Avisar de una oferta de tráfico ilícito de personas que vio en una página pública. No tiene que decir quién es.',
  'home.contest': 'Decir que una publicación suya se tomó por error por una oferta así.',
  'home.receipt': 'Ver cómo va su aviso o su impugnación, con el recibo que se le dio.',
  'home.reports': 'Leer cuántas publicaciones se observaron y juzgaron, y cuántas veces fue un error.',
  'limits.title': '¿Hasta qué punto es anónimo?',
  'limits.kept':
    'No guardamos ninguna dirección de red, ninguna cookie, nada sobre su dispositivo ni registro de accesos. De la fecha solo se guarda el día; de una impugnación y de una llamada de auxilio nuestro registro tiene también el momento en que se recibió, sin una palabra de su contenido.',
  'limits.network':
    'Su red, su empresa o quien pueda ver su conexión puede ver que visitó esta página, pero no lo que escribió. El navegador Tor oculta la visita.',
  'limits.device':
    'Su propio dispositivo puede recordar la visita. Use una ventana privada y ciérrela después.',
  'limits.words':
    'Lo que escribe puede revelar quién es. Omita lo que solo usted puede saber, salvo que haga falta.',

  'form.optional': 'opcional',
  'form.send': 'Enviar',
  'form.fault': 'Esto aún no se ha enviado',
  'form.fault.text': 'Escriba su texto aquí, en {max} caracteres como máximo.',
  'form.fault.address':
    'Dé la dirección de la página pública con la oferta, por ejemplo https://example.org/post/1. Sin ella no tomamos ningún aviso sobre una persona, y nada de esto se ha guardado.',
  'form.fault.contest-address':
    'Dé la dirección pública de la publicación, por ejemplo https://example.org/post/1.',
  'form.fault.contact': 'Use {max} caracteres como máximo.',
  'form.fault.pictures': 'Elija como máximo {max} imágenes de los tipos y el tamaño que indica el campo.',
  'form.fault.no-room':
    'Hoy ya no se pueden guardar más imágenes. Envíelo otra vez sin ellas: lo que cuenta es el texto.',
  'form.fault.form': 'Esta página era de una versión que ya no existe. Envíela otra vez.',

  'report.title': 'Avisar de una oferta',
  'report.about':
    'Para ofertas de llevar personas a través de una frontera por dinero, vistas en una página pública. Lo que envía es una pista que examinan personas. Por sí sola no acusa a nadie y no es una prueba.',
  'report.not-about':
    'No es para denunciar a una persona por sus papeles, su origen o su modo de vida. Quienes viajan, buscan un camino o ayudan sin lucro no son de quienes se trata aquí.',
  'report.address': 'Dirección de la página pública con la oferta',
  'report.address.hint': 'Cópiela de la barra de direcciones de su navegador.',
  'report.address.danger': 'Si alguien está en peligro y no hay tal página, deje esto vacío.',
  'report.text': '¿Qué vio?',
  'report.text.hint':
    'En cualquier idioma. Si alguien está en peligro, diga dónde, desde cuándo y cómo localizarlo.',
  'report.contact': '¿Cómo podemos localizarle?',
  'report.contact.hint':
    'Aquí no se le pide nada. Lo que escriba se sella para una clave aparte y nunca se usa para mensajes automáticos. Puede dejarlo vacío: respondemos por medio de su recibo.',
  'report.pictures': 'Imágenes',
  'report.pictures.hint':
    'Como máximo {max}, de {mib} MiB cada una: JPEG, PNG o WebP. Se sellan tal como llegan y se guardan con un aviso que nombre una página pública. La copia que se mira no dice nada del lugar, del momento ni del aparato; lo que muestra queda. Si el formulario vuelve, elíjalas otra vez.',
  'report.next': 'Qué pasa después',
  'report.next.sealed':
    'Su texto se examina una vez, en memoria, por si hay señales de que alguien está en peligro. Después se sella: solo una clave guardada en otro ordenador, fuera de internet, puede abrirlo.',
  'report.next.distress':
    'Si hay tales señales, una copia del texto solo va enseguida al personal que protege a las personas, que puede leerla. Nunca se usa contra las personas de las que habla. Sus datos de contacto no van con ella.',
  'report.next.kept':
    'Un aviso se borra a los 180 días como máximo. Solo una copia que aún no haya llegado al personal que protege a las personas lo espera más tiempo.',

  'contest.title': 'Esa publicación era mía, y no es una oferta',
  'contest.about':
    'Si cree que una publicación suya se tomó por error por una oferta de tráfico ilícito de personas, dígalo aquí. No necesita cuenta, y no hay que probar nada.',
  'contest.address': 'Dirección pública de la publicación',
  'contest.text': '¿Por qué no es una oferta?',
  'contest.text.hint': 'De qué trataba la publicación. En cualquier idioma.',
  'contest.next': 'Alguien que no ha juzgado nada de esa publicación decide en {days} días.',
  'contest.next.upheld': 'Si tiene razón, se borra lo que se guardó de la publicación.',
  'contest.next.silent':
    'La respuesta no dice si se guardó una publicación, salvo que se guardara y usted tenga razón. Si no está de acuerdo, puede dirigirse a {supervision}.',

  'receipt.title': 'Su recibo',
  'receipt.once':
    'Apúntelo o cópielo ahora. Se muestra solo esta vez, nosotros no lo tenemos, y nadie puede volver a dárselo.',
  'receipt.keep': 'Quien lo tenga puede leer la respuesta. Guárdelo donde nadie mire.',
  'receipt.distress':
    'El texto habla de alguien en peligro. Una copia fue al personal que protege a las personas. Si nadie ha llamado aún, llame ahora.',
  'receipt.referred-only':
    'Sin la dirección de una página pública, fue solo a ese personal, y no a quienes examinan las ofertas. No se guardaron las imágenes ni cómo localizarle: si hace falta, escríbalo en el texto y envíelo otra vez.',
  'receipt.twice': 'Esto ya se recibió',
  'receipt.twice.text':
    'El mismo formulario se envió antes. Su recibo se mostró entonces, y no puede mostrarse otra vez.',
  'receipt.use': 'Usar un recibo',
  'receipt.label': 'Recibo',
  'receipt.hint': 'Cuatro grupos de cuatro letras y cifras.',
  'receipt.show': 'Mostrar',
  'receipt.message': 'Añadir un mensaje a su aviso',
  'receipt.message.hint': 'Déjelo vacío para solo mirar. Se examina y se sella como su aviso.',
  'receipt.message.taken': 'Su mensaje se ha añadido.',
  'receipt.fault.contest':
    'Una impugnación no admite más mensajes: este no se ha enviado. Lo que deba decir además puede ir en una nueva impugnación. Si alguien está en peligro, escríbalo en la página «Avisar de una oferta».',
  'receipt.unknown': 'Ningún aviso ni impugnación tiene este recibo',
  'receipt.unknown.text':
    'Busque una letra mal escrita. Un recibo termina cuando se borra aquello para lo que se dio.',
  'receipt.state': 'Cómo va',
  'receipt.answer': 'Nuestra respuesta',
  'state.contest.received': 'Recibida. Nadie la ha mirado todavía.',
  'state.contest.examined': 'Alguien la está examinando.',
  'state.contest.upheld':
    'Decidida: usted tiene razón en parte. Una parte de lo que se guardó de la publicación se ha borrado; el resto sigue como fue juzgado.',
  'state.contest.rejected':
    'Decidida: nada cambia. O no se guarda ninguna publicación de esa dirección, o quien decidió halló que sigue como fue juzgada.',
  'state.contest.erased': 'Decidida: usted tiene razón. Lo que se guardó de la publicación se ha borrado.',
  'state.report.received': 'Recibido. Nadie lo ha leído todavía.',
  'state.report.referred': 'Está en manos del personal que protege a las personas.',
  'state.report.read': 'Se llevó al ordenador que puede abrirlo.',
  'state.report.answered': 'Hay una respuesta.',
  'state.report.closed': 'Cerrado.',

  'reports.title': 'Informes de transparencia',
  'reports.about':
    'Lo que esta autoridad dice de su propia vigilancia: cuántas publicaciones se leyeron y juzgaron, cuántas veces fue un error y qué fue de las reclamaciones. Dos personas publicaron cada informe. No contiene datos personales.',
  'reports.none': 'Todavía no se ha publicado ninguno.',
  'reports.published': 'Publicado el {date}',
  'reports.page': 'Página',
  'reports.print': 'Para imprimir (PDF)',
  'reports.figures': 'Cifras y tablas',
  'reports.check': 'Cómo comprobar un informe',
  'reports.check.text':
    'Con todos sus archivos en una carpeta, {command} vuelve a calcular cada cifra, en cualquier ordenador y sin nada nuestro. El registro de esta autoridad contiene el SHA-256 de cada archivo.',

  'busy.title': 'Demasiadas personas escriben ahora',
  'busy.text': 'No se ha guardado nada. Espere un minuto y envíelo otra vez; lo que escribió sigue abajo.',
  'busy.pictures':
    'Ahora llegan demasiadas imágenes y no se ha guardado nada. Vuelva atrás, quite las imágenes o espere un minuto, y envíelo otra vez.',
  'large.title': 'Es demasiado largo',
  'large.text': 'No se ha guardado nada. Escriba menos, o envíelo en varias partes.',
  'missing.title': 'Esa página no existe',
  'slow.title': 'El envío tardó demasiado',
  'slow.text':
    'No se ha guardado nada, y otros esperaban. Envíelo otra vez con menos imágenes o más pequeñas, o sin imágenes.',
  'failed.title': 'Algo falló por nuestra parte',
  'failed.text': 'No se ha guardado nada. Inténtelo más tarde.',
};
