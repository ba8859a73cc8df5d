import type { FailureMessages } from './failures-en.ts';

export const failuresEs: FailureMessages = {
  'failure.notice.refused': 'No se puede notificar tal como está. Abajo se indica qué lo impide.',
  'failure.item.conflict': 'Ha cambiado desde que lo abrió. Vuelva a mirarlo.',
  'failure.item.not-found': 'No está aquí, o no está abierto para usted.',
  'failure.question.nobody':
    'Nadie más puede responder sin que falte gente para juzgarla. Juzgue «No se puede decir», o devuélvala.',
  'failure.item.too-early': 'Tómese primero el tiempo de leerlo.',
  'failure.input.invalid': 'Algo de lo enviado no es correcto.',
  'failure.413': 'Es demasiado grande.',
  'failure.request.forbidden': 'Sus funciones no lo permiten.',
  'failure.session.other':
    'Entretanto otra persona inició sesión aquí. No se hizo nada; la página es ahora suya.',
  'failure.session.stale': 'Inicie sesión de nuevo: hace falta una prueba reciente de quién es.',
  'failure.sign-in.refused': 'Eso no se ha aceptado.',
  'failure.sign-in.throttled': 'Demasiados intentos. Espere antes del siguiente.',
  'failure.link.invalid': 'El enlace ya se usó o ha caducado. Pida otro.',
  'failure.passkey.none':
    'No se dio ninguna llave de acceso: se canceló, tardó demasiado o aquí no hay ninguna para Vigie.',
  'failure.passkey.known': 'Esta llave de acceso ya está registrada.',
  'failure.page.gone':
    'Puede que Vigie se haya renovado desde que abrió esta página. Al intentar de nuevo se abre otra vez.',
  'failure.account.conflict': 'La cuenta no lo permite ahora.',
  'failure.account.roles': 'Una sola persona no puede tener estas funciones.',
  'failure.account.not-found': 'No existe esa cuenta.',
  'failure.translator.unavailable': 'El traductor no responde.',
  'failure.provider.unavailable': 'El proveedor de identidad no responde.',
  'failure.source.refused': 'La autorización de la fuente no permite esta petición.',
  'failure.source.unreachable': 'La fuente no responde.',
  'failure.rules.changed':
    'Los archivos de reglas cambiaron desde que empezó este proceso. Hay que reiniciarlo.',
  'failure.400': 'La petición no es correcta.',
  'failure.401': 'No había iniciado sesión. Hágalo de nuevo.',
  'failure.403': 'Se ha rechazado.',
  'failure.404': 'No está aquí.',
  'failure.409': 'Ahora no es posible.',
  'failure.410': 'Ya no es válido.',
  'failure.422': 'Todavía no.',
  'failure.429': 'Demasiado a la vez. Espere un poco.',
  'failure.502': 'Un lugar consultado por Vigie no responde como debería.',
  'failure.503': 'Vigie no puede hacerlo ahora.',
  'failure.500': 'Algo ha fallado en Vigie. Dé a su operador la referencia de abajo.',
};
