// German. The model, and what each string is for, is en.ts.

import type { Messages } from "./en.ts";
import { plural } from "./plural.ts";

const count = plural("de");

export const de: Messages = {
  name: "Deutsch",

  page: {
    title: "En Parlant",
    yourTurn: "Du bist am Zug",
    opponentsTurn: "Der Gegner ist am Zug",
    drawOffered: "Remis angeboten",
    gameOver: "Partie beendet",
  },

  start: {
    heading: "Gegen einen Freund spielen",
    intro:
      "Erstelle eine Partie und gib den Code weiter, oder tritt mit dem Code bei, den du bekommen hast. Dein Gegner kann diese Seite oder die App En Parlant~ benutzen.",
    yourName: "Dein Name",
    namePlaceholder: "Spieler",
    create: "Partie erstellen",
    creating: "Partie wird erstellt …",
    join: "Partie beitreten",
    joining: "Beitritt läuft …",
    or: "oder",
    code: "Code",
    codeHint:
      "Sechs Buchstaben und Ziffern; Großschreibung, Leerzeichen und Striche spielen keine Rolle. Du kannst auch den Link einfügen.",
    codeIncomplete: "Ein Code hat sechs Buchstaben und Ziffern.",
    codeBadCharacter: (character) => `${character} kommt in Codes nie vor.`,
    invited: "Du bist zu einer Partie eingeladen",
    invitedBy: (name) => `${name} lädt dich zu einer Partie ein`,
    otherCode: "Anderen Code verwenden",
    resume: "Zurück zu deiner Partie",
    inApp: (relay) => `Du spielst in der App En Parlant~? Stelle dort diesen Server ein: ${relay}`,
  },

  time: {
    heading: "Bedenkzeit",
    untimed: "Ohne Uhr",
    custom: "Eigene",
    minutes: "Minuten pro Spieler",
    increment: "Sekunden Zugabe pro Zug",
    bullet: "Bullet",
    blitz: "Blitz",
    rapid: "Schnellschach",
    classical: "Klassisch",
    spoken: (minutes, seconds) =>
      `je ${count(minutes, "# Minute", "# Minuten")} und ${count(seconds, "# Sekunde", "# Sekunden")} Zugabe pro Zug`,
    spokenNoIncrement: (minutes) => `je ${count(minutes, "# Minute", "# Minuten")} ohne Zugabe`,
    invalid: (least, minutes, seconds) =>
      `Wähle ${least} Sekunden bis ${minutes} Minuten und höchstens ${seconds} ganze oder halbe Sekunden pro Zug.`,
    appHasNone: (name) =>
      `${name} spielt in der App, die keine Uhr hat: Wenn ihr nichts anderes vereinbart, wird ohne Uhr gespielt.`,
    keepClocks: (time) => `Wir haben vereinbart, ${time} nach der Uhr dieser Seite zu spielen`,
  },

  settings: {
    heading: "Einstellungen",
    language: "Sprache",
    theme: "Farbschema",
    themeSystem: "Wie das Gerät",
    themeLight: "Hell",
    themeDark: "Dunkel",
    sound: "Ton",
    mute: "Stummschalten",
    unmute: "Ton einschalten",
  },

  waiting: {
    heading: "Warten auf deinen Gegner",
    readOut: "Sag diesen Code weiter",
    digit: (digit) => `die Ziffer ${digit}`,
    copyLink: "Link kopieren",
    copyCode: "Code kopieren",
    copied: "Kopiert",
    copyFailed: "Kopieren ist hier nicht erlaubt; markiere stattdessen den Text.",
    share: "Teilen",
    shareTitle: "Eine Partie Schach",
    shareText: (name, code) => `${name} lädt dich zu einer Partie Schach ein. Code: ${code}`,
    qr: "QR-Code des Links",
    inApp: (relay) =>
      `In der App En Parlant~: ${relay} als Server einstellen, dann mit diesem Code einer Partie beitreten.`,
    onlyHere:
      "Dieser Link funktioniert nur auf diesem Computer. Für Mitspieler anderswo öffne diese Seite zuerst über den Namen oder die Adresse des Computers im Netz.",
    mayLock:
      "Du kannst inzwischen das Telefon sperren oder eine andere App öffnen; dein Platz bleibt dir erhalten.",
    youPlayWhite: "Du spielst mit Weiß.",
    cancel: "Partie absagen",
    joined: (name) => `${name} ist beigetreten`,
  },

  ready: {
    heading: "Bereit?",
    youPlay: { white: "Du spielst mit Weiß", black: "Du spielst mit Schwarz" },
    against: (name) => `gegen ${name}`,
    press: "Ich bin bereit",
    youAreReady: "Du bist bereit",
    youAreNotReady: "Du bist noch nicht bereit",
    peerReady: (name) => `${name} ist bereit`,
    peerNotReady: (name) => `${name} ist noch nicht bereit`,
    waitingForPeer: (name) => `Warten auf ${name} …`,
    go: "Die Partie beginnt",
  },

  color: { white: "Weiß", black: "Schwarz" },

  game: {
    you: "Du",
    opponent: "Gegner",
    board: "Schachbrett",
    yourTurn: "Du bist am Zug",
    opponentsTurn: (name) => `${name} ist am Zug`,
    check: "Schach",
    offerDraw: "Remis anbieten",
    drawOffered: "Du hast Remis angeboten",
    nextOfferIn: (moves) => `Angebot in ${count(moves, "# Zug", "# Zügen")}`,
    drawOfferedBy: (name) => `${name} bietet Remis an`,
    acceptDraw: "Remis annehmen",
    declineByPlaying: "Zum Ablehnen einfach weiterspielen.",
    offerStaysOpen: "Auch wenn du weiterspielst, bleibt das Angebot offen.",
    claimThreefold: "Remis reklamieren: dreimal dieselbe Stellung",
    claimFifty: "Remis reklamieren: fünfzig Züge ohne Schlag- oder Bauernzug",
    resign: "Aufgeben",
    resignConfirm: "Diese Partie aufgeben?",
    resignYes: "Ja, aufgeben",
    resignNo: "Nein, weiterspielen",
    flip: "Brett drehen",
    actions: "Aktionen",
    moves: "Züge",
    noMoves: "Noch keine Züge",
    firstMove: "Erster Zug",
    previousMove: "Vorheriger Zug",
    nextMove: "Nächster Zug",
    lastMove: "Letzter Zug",
    backToGame: "Zurück zur Partie",
    viewingPast: "Du siehst eine frühere Stellung.",
    moveNumber: (number) => `Zug ${number}`,
    captured: { white: "Von Weiß geschlagen", black: "Von Schwarz geschlagen" },
    advantage: (points) => `${count(points, "# Punkt", "# Punkte")} im Vorteil`,
    typedMove: "Zug eingeben",
    typedMoveHint: "Zum Beispiel Sf3, exd5, O-O oder e2e4, dann Enter",
    typedMovePlay: "Ziehen",
    typedMoveIllegal: (text) => `„${text}“ ist kein regelgerechter Zug.`,
    typedMoveAmbiguous: (text) => `„${text}“ ist nicht eindeutig.`,
    notYourTurn: "Du bist nicht am Zug.",
    promotion: "Umwandeln in",
    notSentYet: "Noch nicht gesendet",
    help: "Tastatur",
    helpKeys:
      "Pfeiltasten: durch die Züge blättern. F: Brett drehen. Schrägstrich: Zug eingeben. M: Ton an oder aus.",
  },

  clock: {
    yours: "Deine Uhr",
    opponents: "Uhr des Gegners",
    low: "Du hast nur noch wenig Zeit.",
  },

  connection: {
    you: "Deine Verbindung",
    opponent: "Verbindung des Gegners",
    connecting: "Verbindung wird aufgebaut …",
    online: "Verbunden",
    offline: "Getrennt",
    reconnecting: "Verbindung wird wiederhergestellt …",
    reconnectingAttempt: (attempt) => `Verbindung wird wiederhergestellt, Versuch ${attempt}`,
    nextAttemptIn: (seconds) => `Nächster Versuch in ${count(seconds, "# Sekunde", "# Sekunden")}`,
    tryNow: "Jetzt versuchen",
    lost: "Die Verbindung ist unterbrochen. Sobald sie wieder steht, geht die Partie von selbst weiter.",
    back: "Du bist wieder verbunden.",
    roundTrip: (ms) => `Antwortzeit ${ms} ms`,
    roundTripShort: (ms) => `${ms} ms`,
    peerAway: (name) => `${name} ist abwesend`,
    peerAwaySince: (name, since) => `${name} ist seit ${since} abwesend`,
    awaySince: (since) => `Abwesend seit ${since}`,
    peerBack: (name) => `${name} ist wieder da`,
    peerLeft: (name) => `${name} hat die Partie verlassen`,
    left: "Hat die Partie verlassen",
    none: "Noch nicht da",
    unknown: "Unbekannt",
    peerMayReturn:
      "Deine Partie bleibt noch eine Weile erhalten; vielleicht kommt dein Gegner zurück.",
    peerCountsAsGoneIn: (left) => `Gilt in ${left} als gegangen`,
    keepWaiting: "Weiter warten",
    claimWin: "Gewinn beanspruchen",
    callDraw: "Remis erklären",
    leave: "Partie verlassen",
    takenOver: "Die Partie ist in einem anderen Fenster geöffnet",
    takenOverMore: "Dort spielst du weiter. Dieses Fenster folgt der Partie nicht mehr.",
    takeBack: "Hier weiterspielen",
    dismissed: "Der Server hat die Partie geschlossen, weil lange nichts geschehen ist.",
    unreachable: "Der Server ist nicht erreichbar",
    unreachableMore: "Prüfe deine Internetverbindung. Die Seite versucht es weiter.",
  },

  after: {
    heading: "Partie beendet",
    youWon: "Du hast gewonnen",
    youLost: "Du hast verloren",
    draw: "Remis",
    why: {
      checkmate: "durch Schachmatt",
      stalemate: "durch Patt",
      insufficient: "keine Seite kann mehr mattsetzen",
      resignation: "durch Aufgabe",
      time: "durch Zeitüberschreitung",
      agreement: "durch Vereinbarung",
      threefold: "durch dreimalige Stellungswiederholung",
      fifty: "nach der 50-Züge-Regel",
      abandoned: "die Partie wurde abgebrochen",
    },
    youResigned: "Du hast aufgegeben",
    peerResigned: (name) => `${name} hat aufgegeben`,
    youRanOut: "Deine Zeit ist abgelaufen",
    peerRanOut: (name) => `Die Zeit von ${name} ist abgelaufen`,
    rematchSwap: "Revanche mit vertauschten Farben",
    rematchKeep: "Revanche mit gleichen Farben",
    swapColors: "Farben tauschen",
    colorsStay: "Gegen die App bleiben die Farben, wie sie sind.",
    peerWantsRematch: (name) => `${name} möchte eine Revanche`,
    rematchAsked: "Revanche angeboten",
    score: (mine, theirs) => `${mine} zu ${theirs}`,
    copyPgn: "PGN kopieren",
    downloadPgn: "PGN herunterladen",
    pgnCopied: "PGN kopiert",
    analyse: "Zum Analysieren kopierst du die PGN in ein Programm deiner Wahl.",
    newGame: "Neue Partie",
  },

  error: {
    GAME_NOT_FOUND:
      "Mit diesem Code gibt es keine Partie. Prüfe den Code oder lass dir einen neuen geben.",
    GAME_FULL: "In dieser Partie sitzen schon zwei Spieler.",
    OWN_GAME: "Das ist deine eigene Partie. Gib den Code an deinen Gegner weiter.",
    HOST_AWAY: "Dein Gegner ist nicht verbunden. Bitte ihn, die Partie wieder zu öffnen.",
    NOT_IN_GAME: "Du bist in keiner Partie.",
    SEAT_LOST: "Deinen Platz gibt es nicht mehr: Die Partie ist vorbei.",
    SEAT_TAKEN: "Dein Platz wird in einem anderen Fenster benutzt.",
    BAD_PAYLOAD:
      "Der Server hat diese Seite nicht verstanden. Lade sie neu und versuche es noch einmal.",
    UNKNOWN_EVENT:
      "Der Server kennt nicht, worum diese Seite gebeten hat. Lade die Seite neu und versuch es noch einmal.",
    TOO_MANY_ATTEMPTS: "Zu viele Versuche. Warte eine Minute und versuche es dann noch einmal.",
    TOO_MANY_EVENTS: "Zu viel auf einmal. Etwas langsamer, bitte.",
    TOO_MANY_CONNECTIONS:
      "Zu viele Verbindungen aus deinem Netz. Schließe andere Fenster mit dieser Seite.",
    RELAY_FULL: "Der Server ist gerade voll. Versuche es später noch einmal.",
    UNREACHABLE:
      "Der Server ist nicht erreichbar. Prüfe deine Verbindung und versuche es noch einmal.",
    NO_ANSWER: "Der Server antwortet nicht. Versuche es noch einmal.",
    BUSY: "Einen Moment: Die letzte Anfrage läuft noch.",
    CLOSED: "Die Anfrage wurde abgebrochen.",
    REFUSED: "Der Server hat die Anfrage abgelehnt.",
    unknown: (message) => `Etwas ist schiefgegangen: ${message}`,
  },

  leaving: {
    heading: "Partie verlassen?",
    warning:
      "Die Partie läuft noch. Wenn du gehst, erfährt es dein Gegner, und dein Platz wird frei.",
    yes: "Verlassen",
    no: "Bleiben",
  },

  differs: {
    heading: "Die Partien stimmen nicht überein",
    explain: (name, move) =>
      `${name} hat den Zug ${move} gesendet, der in dieser Stellung nicht möglich ist. Er wurde nicht ausgeführt.`,
    explainLoss: (name) =>
      `${name} wertet die Partie als für dich verloren, aber du hast weder aufgegeben noch die Zeit überschritten.`,
    whatNow:
      "Gleiche ab, um zu holen, was dieser Seite vielleicht fehlt, oder beende die Partie hier.",
    resync: "Abgleichen",
    resyncing: "Die Partie wird geholt …",
    stillDiffers:
      "Die Partien stimmen immer noch nicht überein. Eine neue Partie hilft, wenn ihr beide dazu bereit seid.",
    stop: "Beenden",
  },

  letters: { king: "K", queen: "D", rook: "T", bishop: "L", knight: "S" },

  spoken: {
    piece: {
      king: "König",
      queen: "Dame",
      rook: "Turm",
      bishop: "Läufer",
      knight: "Springer",
      pawn: "Bauer",
    },
    move: (piece, square) => `${piece} ${square}`,
    capture: (piece, square) => `${piece} schlägt ${square}`,
    from: (piece, origin) => `${piece} ${origin}`,
    promotion: (move, piece) => `${move}, Umwandlung: ${piece}`,
    castlesShort: "kurze Rochade",
    castlesLong: "lange Rochade",
    check: (move) => `${move}, Schach`,
    checkmate: (move) => `${move}, Schachmatt`,
    yourMove: (move) => `Du: ${move}`,
    movedBy: (name, move) => `${name}: ${move}`,
  },
};
