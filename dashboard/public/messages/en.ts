/** English: the table that every other language follows. */
export const en = {
  'site.name': 'Report and contest',
  'site.of': 'A service of {authority}',
  'site.demo':
    'Demonstration: every contact here is invented, and nothing that is sent can be read by anybody.',
  'site.skip': 'Skip to the content',
  'site.languages': 'Languages',
  'nav.title': 'Pages',
  'nav.home': 'Start',
  'nav.report': 'Report an offer',
  'nav.contest': 'Contest',
  'nav.receipt': 'Use a receipt',
  'nav.reports': 'Our reports',

  'help.title': 'Is somebody in danger?',
  'help.text':
    'Call first. Nobody reads these pages at all hours, and a form is slower than a call. You can ask for help whatever your papers or your status.',
  'help.emergency': 'Emergency',
  'help.rescue': 'Rescue at sea or on land',
  'help.protection': 'Protection of children and victims',
  'help.phone': 'Telephone',
  'help.page': 'Page',
  'help.checked': 'Checked on {date}',

  'home.title': 'What would you like to do?',
  'home.report':
    'Report an offer to smuggle people that you saw on a public page. You need not say who you are.',
  'home.contest': 'Say that a post of yours was wrongly taken for such an offer.',
  'home.receipt': 'See where your report or contest stands, with the receipt you were given.',
  'home.reports': 'Read how many posts were watched and judged, and how often that was wrong.',
  'limits.title': 'How anonymous is this?',
  'limits.kept':
    'We keep no network address, no cookie, nothing about your device and no access log. Of the time only the day is kept; of a contest and of a call for help our log also has the moment at which it was taken in, and no word of it.',
  'limits.network':
    'Your network, your employer or whoever else can see your connection may see that you visited this page, though not what you wrote. Tor Browser hides the visit.',
  'limits.device': 'Your own device may remember the visit. Use a private window and close it afterwards.',
  'limits.words':
    'What you write can tell who you are. Leave out what only you can know, unless it is needed.',

  'form.optional': 'optional',
  'form.send': 'Send',
  'form.fault': 'This was not sent yet',
  'form.fault.text': 'Write your text here, in at most {max} characters.',
  'form.fault.address':
    'Give the address of the public page with the offer, such as https://example.org/post/1. Without it we take no report about a person, and nothing of this was kept.',
  'form.fault.contest-address': 'Give the public address of the post, such as https://example.org/post/1.',
  'form.fault.contact': 'Use at most {max} characters.',
  'form.fault.pictures': 'Choose at most {max} pictures of the kinds and the size that the field names.',
  'form.fault.no-room':
    'No more pictures can be kept today. Send this once more without them: the text counts.',
  'form.fault.form': 'This page was open for a version that is gone. Send it once more.',

  'report.title': 'Report an offer',
  'report.about':
    'For offers to bring people across a border for money, seen on a public page. What you send is a hint for people to look at. By itself it accuses nobody and is no evidence.',
  'report.not-about':
    'Not for reporting a person because of their papers, their origin or their way of life. People who travel, look for a way or help without gain are not who this is about.',
  'report.address': 'Address of the public page with the offer',
  'report.address.hint': 'Copy it from the address bar of your browser.',
  'report.address.danger': 'If somebody is in danger and there is no such page, leave this empty.',
  'report.text': 'What did you see?',
  'report.text.hint':
    'In any language. If somebody is in danger, say where and since when, and how to reach them.',
  'report.contact': 'How can we reach you?',
  'report.contact.hint':
    'Nothing is asked of you here. What you write is sealed to a key of its own and never used for automatic messages. You can do without: we answer through your receipt.',
  'report.pictures': 'Pictures',
  'report.pictures.hint':
    'At most {max}, {mib} MiB each: JPEG, PNG or WebP. They are sealed as they come and kept with a report that names a public page. The copy that people look at says nothing of where, when and with what it was taken; what it shows stays. If the form comes back, choose them again.',
  'report.next': 'What happens next',
  'report.next.sealed':
    'Your text is checked once, in memory, for signs that somebody is in danger. Then it is sealed: only a key kept on another computer, away from the internet, can open it.',
  'report.next.distress':
    'If there are such signs, a copy of the text alone goes at once to the staff who protect people, who can read it. It is never used against the people it speaks of. Your contact details do not go with it.',
  'report.next.kept':
    'A report is erased after 180 days at most. Only a copy that has not reached the staff who protect people by then waits for them.',

  'contest.title': 'That was my post, and it is no offer',
  'contest.about':
    'If you think that a public post of yours was wrongly taken for an offer to smuggle people, say so here. You need no account, and nothing has to be proved.',
  'contest.address': 'Public address of the post',
  'contest.text': 'Why is it no offer?',
  'contest.text.hint': 'What the post was about. In any language.',
  'contest.next': 'Somebody who has judged nothing of that post decides within {days} days.',
  'contest.next.upheld': 'If you are right, what was kept of the post is erased.',
  'contest.next.silent':
    'The answer does not say whether a post was kept, unless it was and you are right. If you disagree with it you can turn to {supervision}.',

  'receipt.title': 'Your receipt',
  'receipt.once':
    'Write it down or copy it now. It is shown this once, we do not have it, and nobody can give it to you again.',
  'receipt.keep': 'Whoever has it can read the answer to you. Keep it where nobody looks.',
  'receipt.distress':
    'The text speaks of somebody in danger. A copy went to the staff who protect people. If nobody has called yet, call now.',
  'receipt.referred-only':
    'Without the address of a public page it went to them alone, and not to those who look into offers. Pictures were not kept, nor how to reach you: if they need it, write it into the text and send that once more.',
  'receipt.twice': 'This was taken already',
  'receipt.twice.text':
    'The same form was sent before. Its receipt was shown then, and cannot be shown again.',
  'receipt.use': 'Use a receipt',
  'receipt.label': 'Receipt',
  'receipt.hint': 'Four groups of four letters and digits.',
  'receipt.show': 'Show',
  'receipt.message': 'Add a message to your report',
  'receipt.message.hint': 'Leave it empty to only look. It is checked and sealed as your report was.',
  'receipt.message.taken': 'Your message was added.',
  'receipt.fault.contest':
    'A contest takes no further message, so this one was not sent. What it should say besides can go into a new contest. If somebody is in danger, write it on the page “Report an offer”.',
  'receipt.unknown': 'No report and no contest has this receipt',
  'receipt.unknown.text': 'Look for a mistyped letter. Receipts end when what they are for is erased.',
  'receipt.state': 'Where it stands',
  'receipt.answer': 'Our answer',
  'state.contest.received': 'Received. Nobody has looked at it yet.',
  'state.contest.examined': 'Somebody is looking at it.',
  'state.contest.upheld':
    'Decided: you are right in part. Some of what was kept of the post has been erased; the rest stays as it was judged.',
  'state.contest.rejected':
    'Decided: nothing changes. Either no post of that address is kept, or whoever decided found that it stays as it was judged.',
  'state.contest.erased': 'Decided: you are right. What was kept of the post has been erased.',
  'state.report.received': 'Received. Nobody has read it yet.',
  'state.report.referred': 'It is with the staff who protect people.',
  'state.report.read': 'It was taken to the computer that can open it.',
  'state.report.answered': 'There is an answer.',
  'state.report.closed': 'Closed.',

  'reports.title': 'Transparency reports',
  'reports.about':
    'What this authority says of its own watch: how many posts were read and judged, how often it was wrong, and what became of complaints. Two people published each report. It holds no personal data.',
  'reports.none': 'None has been published yet.',
  'reports.published': 'Published on {date}',
  'reports.page': 'Page',
  'reports.print': 'To print (PDF)',
  'reports.figures': 'Figures and tables',
  'reports.check': 'How to check a report',
  'reports.check.text':
    'With all its files in one folder, {command} works out every figure anew, on any computer. It needs nothing of ours. The log of this authority holds the SHA-256 of each file.',

  'busy.title': 'Too many people are writing just now',
  'busy.text': 'Nothing was kept. Wait a minute and send it again; what you wrote is still below.',
  'busy.pictures':
    'Too many pictures are coming in just now, and nothing was kept. Go back, take the pictures out or wait a minute, and send it again.',
  'large.title': 'That is too long',
  'large.text': 'Nothing was kept. Write less, or send it in several parts.',
  'missing.title': 'There is no such page',
  'slow.title': 'That took too long to arrive',
  'slow.text':
    'Nothing was kept, and others were waiting. Send it again with fewer or smaller pictures, or without them.',
  'failed.title': 'Something failed on our side',
  'failed.text': 'Nothing was kept. Please try again later.',
} as const;

export type MessageKey = keyof typeof en;
export type Messages = Readonly<Record<MessageKey, string>>;
