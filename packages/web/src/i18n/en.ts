// English, and the model: every other language has exactly these strings. Functions take texts and numbers only,
// so that the test can see that no language drops one.

import { plural } from "./plural.ts";

const count = plural("en");

export const en = {
  /** The language's own name. */
  name: "English",

  page: {
    title: "En Parlant",
    /** Before the page's title in the tab. */
    yourTurn: "Your turn",
    opponentsTurn: "Waiting for the opponent",
    drawOffered: "Draw offered",
    gameOver: "Game over",
  },

  start: {
    heading: "Play a friend",
    intro:
      "Create a game and give your friend the code, or join with the code you were given. Your friend can use this page or the En Parlant~ app.",
    yourName: "Your name",
    namePlaceholder: "Player",
    create: "Create game",
    creating: "Creating the game…",
    join: "Join game",
    joining: "Joining…",
    or: "or",
    code: "Code",
    codeHint:
      "Six letters and digits; capitals, spaces and dashes do not matter. You can also paste the link.",
    codeIncomplete: "A code has six letters and digits.",
    codeBadCharacter: (character: string) => `Codes never contain ${character}.`,
    invited: "You are invited to a game",
    invitedBy: (name: string) => `${name} invites you to a game`,
    otherCode: "Use another code",
    resume: "Back to your game",
    /** Over an invitation: what becomes of the game that this tab has. */
    seatWaiting: "Your own game stays open meanwhile; your friend can still join it.",
    seatInGame: (name: string) => `Your game against ${name} is kept meanwhile.`,
    seatStored: "This tab has a seat in a game; it is kept for a while.",
    /** @param relay - its address */
    inApp: (relay: string) => `Playing in the En Parlant~ app? Set its relay to ${relay}`,
  },

  time: {
    heading: "Time",
    untimed: "Untimed",
    custom: "Custom",
    minutes: "Minutes per player",
    increment: "Seconds added per move",
    bullet: "Bullet",
    blitz: "Blitz",
    rapid: "Rapid",
    classical: "Classical",
    /** For screen readers: what `5+3` means. */
    spoken: (minutes: number | string, seconds: number) =>
      `${count(minutes, "# minute", "# minutes")} each, plus ${count(seconds, "# second", "# seconds")} a move`,
    spokenNoIncrement: (minutes: number | string) =>
      `${count(minutes, "# minute", "# minutes")} each, nothing added`,
    invalid: (least: number, minutes: number, seconds: number) =>
      `Choose from ${least} seconds to ${minutes} minutes, and up to ${seconds} whole or half seconds per move.`,
    appHasNone: (name: string) =>
      `${name} plays in the app, which has no clock: unless you both agree otherwise, the game is untimed.`,
    /** @param time - `10+5` */
    keepClocks: (time: string) => `We have both agreed to play ${time} by the clock of this page`,
  },

  settings: {
    heading: "Settings",
    language: "Language",
    theme: "Theme",
    themeSystem: "As the device",
    themeLight: "Light",
    themeDark: "Dark",
    sound: "Sound",
    mute: "Mute",
    unmute: "Unmute",
  },

  waiting: {
    heading: "Waiting for your friend",
    readOut: "Read this code to your friend",
    digit: (digit: string) => `the digit ${digit}`,
    copyLink: "Copy link",
    copyCode: "Copy code",
    copied: "Copied",
    copyFailed: "Copying is not allowed here; select the text instead.",
    share: "Share",
    shareTitle: "A game of chess",
    shareText: (name: string, code: string) =>
      `${name} invites you to a game of chess. Code: ${code}`,
    qr: "QR code of the link",
    inApp: (relay: string) =>
      `In the En Parlant~ app: set the relay to ${relay}, then join a game with this code.`,
    onlyHere:
      "This link works on this computer only. For a friend elsewhere, open this page by the computer's own name or address in the network first.",
    mayLock: "You may lock your phone or switch to another app meanwhile; your seat is kept.",
    youPlayWhite: "You play White.",
    cancel: "Cancel the game",
    joined: (name: string) => `${name} has joined`,
  },

  ready: {
    heading: "Ready?",
    youPlay: { white: "You play White", black: "You play Black" },
    against: (name: string) => `against ${name}`,
    press: "I am ready",
    youAreReady: "You are ready",
    youAreNotReady: "You are not ready yet",
    peerReady: (name: string) => `${name} is ready`,
    peerNotReady: (name: string) => `${name} is not ready yet`,
    waitingForPeer: (name: string) => `Waiting for ${name}…`,
    go: "The game begins",
  },

  color: { white: "White", black: "Black" },

  game: {
    you: "You",
    opponent: "Opponent",
    board: "Chessboard",
    yourTurn: "Your turn",
    opponentsTurn: (name: string) => `${name} to move`,
    check: "Check",
    offerDraw: "Offer a draw",
    drawOffered: "You offered a draw",
    /** Between an offer that was played past and the next one. */
    nextOfferIn: (moves: number) => `Next offer in ${count(moves, "# move", "# moves")}`,
    drawOfferedBy: (name: string) => `${name} offers a draw`,
    acceptDraw: "Accept the draw",
    declineByPlaying: "To decline, simply play on.",
    offerStaysOpen: "If you play on, the offer stays open.",
    claimThreefold: "Claim a draw: this position occurred three times",
    claimFifty: "Claim a draw: fifty moves without a capture or a pawn move",
    resign: "Resign",
    resignConfirm: "Resign this game?",
    resignYes: "Yes, resign",
    resignNo: "No, play on",
    flip: "Flip the board",
    actions: "Game actions",
    moves: "Moves",
    noMoves: "No moves yet",
    firstMove: "First move",
    previousMove: "Previous move",
    nextMove: "Next move",
    lastMove: "Latest move",
    backToGame: "Back to the game",
    viewingPast: "You are looking at an earlier position.",
    moveNumber: (number: number) => `Move ${number}`,
    captured: { white: "Captured by White", black: "Captured by Black" },
    advantage: (points: number) => `Ahead by ${count(points, "# point", "# points")}`,
    typedMove: "Type a move",
    typedMoveHint: "For example Nf3, exd5, O-O or e2e4, then Enter",
    typedMovePlay: "Play",
    typedMoveIllegal: (text: string) => `“${text}” is not a legal move.`,
    typedMoveAmbiguous: (text: string) => `“${text}” could be more than one move.`,
    notYourTurn: "It is not your turn.",
    promotion: "Promote to",
    notSentYet: "Not sent yet",
    help: "Keyboard",
    helpKeys:
      "Arrow keys: look through the moves. F: flip the board. Slash: type a move. M: sound on or off.",
  },

  clock: {
    yours: "Your clock",
    opponents: "The opponent's clock",
    low: "You have little time left.",
  },

  connection: {
    you: "Your connection",
    opponent: "The opponent's connection",
    connecting: "Connecting…",
    online: "Online",
    offline: "Offline",
    reconnecting: "Reconnecting…",
    reconnectingAttempt: (attempt: number) => `Reconnecting, attempt ${attempt}`,
    nextAttemptIn: (seconds: number) =>
      `Next attempt in ${count(seconds, "# second", "# seconds")}`,
    tryNow: "Try now",
    lost: "The connection is lost. The game goes on by itself as soon as it is back.",
    back: "You are connected again.",
    roundTrip: (ms: number) => `Round trip ${ms} ms`,
    roundTripShort: (ms: number) => `${ms} ms`,
    peerAway: (name: string) => `${name} is away`,
    /** @param since - `m:ss` */
    peerAwaySince: (name: string, since: string) => `${name} has been away for ${since}`,
    awaySince: (since: string) => `Away for ${since}`,
    peerBack: (name: string) => `${name} is back`,
    peerLeft: (name: string) => `${name} has left the game`,
    left: "Has left",
    none: "Not here yet",
    unknown: "Unknown",
    peerMayReturn: "Your game is kept for a while; your opponent may still come back.",
    /** @param left - `m:ss` */
    peerCountsAsGoneIn: (left: string) => `Counts as having left in ${left}`,
    keepWaiting: "Keep waiting",
    claimWin: "Claim the win",
    callDraw: "Call it a draw",
    leave: "Leave the game",
    takenOver: "The game is open in another window",
    takenOverMore: "You play on there. This window no longer follows the game.",
    takeBack: "Play here instead",
    dismissed: "The relay closed the game because nothing happened for a long time.",
    unreachable: "The relay cannot be reached",
    unreachableMore: "Check your connection to the internet. The page goes on trying.",
  },

  after: {
    heading: "Game over",
    youWon: "You won",
    youLost: "You lost",
    draw: "Draw",
    why: {
      checkmate: "by checkmate",
      stalemate: "by stalemate",
      insufficient: "neither side can checkmate",
      resignation: "by resignation",
      time: "on time",
      agreement: "by agreement",
      threefold: "by threefold repetition",
      fifty: "by the fifty-move rule",
      abandoned: "the game was abandoned",
    },
    /** A whole sentence where it is plain who did what. */
    youResigned: "You resigned",
    peerResigned: (name: string) => `${name} resigned`,
    youRanOut: "Your time ran out",
    peerRanOut: (name: string) => `${name} ran out of time`,
    rematchSwap: "Rematch, colours swapped",
    rematchKeep: "Rematch, same colours",
    swapColors: "Swap colours",
    colorsStay: "Against the app colours stay as they are.",
    peerWantsRematch: (name: string) => `${name} would like a rematch`,
    rematchAsked: "Rematch offered",
    score: (mine: string, theirs: string) => `${mine} to ${theirs}`,
    copyPgn: "Copy PGN",
    downloadPgn: "Download PGN",
    pgnCopied: "PGN copied",
    analyse: "To analyse the game, copy the PGN into the program of your choice.",
    newGame: "New game",
  },

  /** By the relay's or the session's code. */
  error: {
    GAME_NOT_FOUND: "There is no game with this code. Check the code, or ask for a new one.",
    GAME_FULL: "Two players are already in this game.",
    OWN_GAME: "This is your own game. Give the code to your friend.",
    HOST_AWAY: "Your opponent is not connected. Ask them to open the game again.",
    NOT_IN_GAME: "You are not in a game.",
    SEAT_LOST: "Your seat in this game is gone: the game has ended.",
    SEAT_TAKEN: "Your seat is in use in another window.",
    BAD_PAYLOAD: "The relay did not understand this page. Reload it and try again.",
    UNKNOWN_EVENT:
      "The relay does not know what this page asked for. Reload the page and try again.",
    TOO_MANY_ATTEMPTS: "Too many attempts. Wait a minute, then try again.",
    TOO_MANY_EVENTS: "Too much at once. Slow down a little.",
    TOO_MANY_CONNECTIONS:
      "Too many connections from your network. Close other windows of this page.",
    RELAY_FULL: "The relay is full at the moment. Try again later.",
    UNREACHABLE: "The relay cannot be reached. Check your connection and try again.",
    NO_ANSWER: "The relay does not answer. Try again.",
    BUSY: "One moment: the last request is still under way.",
    CLOSED: "The request was given up.",
    BAD_URL: "The address of the relay is not valid.",
    REFUSED: "The relay refused the request.",
    unknown: (message: string) => `Something went wrong: ${message}`,
  },

  leaving: {
    heading: "Leave the game?",
    warning:
      "A game is under way. If you leave, your opponent is told so and the seat is given up.",
    yes: "Leave",
    no: "Stay",
  },

  differs: {
    heading: "The games differ",
    explain: (name: string, move: string) =>
      `${name} sent the move ${move}, which is not possible in this position. It was not put on the board.`,
    explainLoss: (name: string) =>
      `${name} counts the game as lost for you, but you have not resigned and your time is not over.`,
    whatNow: "Resynchronise to fetch what this page may have missed, or stop here.",
    resync: "Resynchronise",
    resyncing: "Fetching the game…",
    stillDiffers: "The games still differ. A new game helps, if both of you are ready for one.",
    stop: "Stop",
  },

  /** Letters of the pieces in written moves, for typing them. */
  letters: { king: "K", queen: "Q", rook: "R", bishop: "B", knight: "N" },

  /** Moves in words, for screen readers. */
  spoken: {
    piece: {
      king: "king",
      queen: "queen",
      rook: "rook",
      bishop: "bishop",
      knight: "knight",
      pawn: "pawn",
    },
    /** @param piece - with where it comes from, if that has to be said */
    move: (piece: string, square: string) => `${piece} ${square}`,
    capture: (piece: string, square: string) => `${piece} takes ${square}`,
    from: (piece: string, origin: string) => `${piece} ${origin}`,
    promotion: (move: string, piece: string) => `${move}, promotes to ${piece}`,
    castlesShort: "castles kingside",
    castlesLong: "castles queenside",
    check: (move: string) => `${move}, check`,
    checkmate: (move: string) => `${move}, checkmate`,
    yourMove: (move: string) => `You: ${move}`,
    movedBy: (name: string, move: string) => `${name}: ${move}`,
  },
};

/** All strings of one language. */
export type Messages = typeof en;
