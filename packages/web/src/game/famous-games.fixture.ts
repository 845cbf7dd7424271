// Whole games from the books, as PGN, and three in UCI that a random walk found.

/** Morphy against the Duke of Brunswick and Count Isouard, Paris 1858: long castling, mate. */
export const OPERA = `1. e4 e5 2. Nf3 d6 3. d4 Bg4 4. dxe5 Bxf3 5. Qxf3 dxe5 6. Bc4 Nf6 7. Qb3 Qe7 8. Nc3 c6
9. Bg5 b5 10. Nxb5 cxb5 11. Bxb5+ Nbd7 12. O-O-O Rd8 13. Rxd7 Rxd7 14. Rd1 Qe6 15. Bxd7+ Nxd7 16. Qb8+ Nxb8
17. Rd8#`;

/** Donald Byrne against Fischer, New York 1956: both sides castle short or lose the right, mate by Black. */
export const CENTURY = `1. Nf3 Nf6 2. c4 g6 3. Nc3 Bg7 4. d4 O-O 5. Bf4 d5 6. Qb3 dxc4 7. Qxc4 c6 8. e4 Nbd7
9. Rd1 Nb6 10. Qc5 Bg4 11. Bg5 Na4 12. Qa3 Nxc3 13. bxc3 Nxe4 14. Bxe7 Qb6 15. Bc4 Nxc3 16. Bc5 Rfe8+ 17. Kf1 Be6
18. Bxb6 Bxc4+ 19. Kg1 Ne2+ 20. Kf1 Nxd4+ 21. Kg1 Ne2+ 22. Kf1 Nc3+ 23. Kg1 axb6 24. Qb4 Ra4 25. Qxb6 Nxd1 26. h3
Rxa2 27. Kh2 Nxf2 28. Re1 Rxe1 29. Qd8+ Bf8 30. Nxe1 Bd5 31. Nf3 Ne4 32. Qb8 b5 33. h4 h5 34. Ne5 Kg7 35. Kg1 Bc5+
36. Kf1 Ng3+ 37. Ke1 Bb4+ 38. Kd1 Bb3+ 39. Kc1 Ne2+ 40. Kb1 Nc3+ 41. Kc1 Rc2#`;

/** Edward Lasker against Thomas, London 1912: the king is hunted across the board, mate. */
export const KING_HUNT = `1. d4 e6 2. Nf3 f5 3. Nc3 Nf6 4. Bg5 Be7 5. Bxf6 Bxf6 6. e4 fxe4 7. Nxe4 b6 8. Ne5 O-O
9. Bd3 Bb7 10. Qh5 Qe7 11. Qxh7+ Kxh7 12. Nxf6+ Kh6 13. Neg4+ Kg5 14. h4+ Kf4 15. g3+ Kf3 16. Be2+ Kg2 17. Rh2+ Kg1
18. Kd2#`;

/** Sam Loyd's shortest stalemate, 1866. */
export const STALEMATE = `1. e3 a5 2. Qh5 Ra6 3. Qxa5 h5 4. h4 Rah6 5. Qxc7 f6 6. Qxd7+ Kf7 7. Qxb7 Qd3
8. Qxb8 Qh7 9. Qxc8 Kg6 10. Qe6`;

/** Scholar's mate. */
export const SCHOLAR = "1. e4 e5 2. Bc4 Nc6 3. Qh5 Nf6 4. Qxf7#";

/** Until a knight is all that is left beside the kings. */
export const BARE_KINGS = `g2g4 e7e6 a2a4 d8f6 a4a5 f6b2 c1b2 c7c5 b2g7 f8g7 f2f4 g7a1 f1h3 f7f5 g4f5 e6f5 h3f5 a1b2 f5h7 h8h7 b1a3
b2a3 f4f5 h7h2 h1h2 c5c4 h2h8 b7b6 h8g8 e8f7 g8c8 b6a5 c8c4 f7g8 d1c1 a3c1 c4a4 c1d2 e1d2 g8h7 a4a5 h7g8
a5a7 a8a7 d2d3 g8g7 d3c3 a7a5 c3b4 a5f5 g1h3 g7g6 e2e3 d7d6 e3e4 b8d7 e4f5 g6f5 h3f4 f5f4 b4b5 f4g5 c2c3
d7f6 c3c4 f6e8 c4c5 d6c5 b5c5`;

/** Until Black has nothing but his king, and White, with plenty, is to move. */
export const LONE_KING = `e2e4 h7h5 d1h5 g8f6 h5h8 d7d5 e4d5 f6h7 h8f8 e8d7 f8g7 h7f6 g7f7 d8h8 f7f6 a7a6 f1a6 e7e6 f6e6 d7d8 a6b7
h8h4 e6c8 d8e7 c8c7 e7e8 c7b8 h4d8 b8a8 e8f8 a8d8 f8f7`;

/** A hundred half-moves without capture or pawn move, and without a third repetition at the end. */
export const FIFTY_MOVES = `g1f3 g8h6 f3d4 b8c6 b1c3 h6g8 c3e4 c6b8 d4e6 g8f6 e4g3 f6h5 e6f4 h5f6 f4d3 b8a6 d3b4 f6g8 g3f5 a8b8 f5d4
a6c5 h1g1 b8a8 b4d3 c5e6 d3f4 g8h6 d4f5 e6c5 a1b1 h6g4 f4d5 g4h6 b1a1 c5b3 f5e3 a8b8 e3c4 b8a8 a1b1 b3a1
d5c3 h6f5 c4b6 f5d4 g1h1 d4b5 b6d5 b5a3 c3b5 a1b3 b5d4 b3a5 b1a1 a8b8 d5e3 a3c4 e3g4 c4e3 g4e5 a5b3 d4e6
e3c4 e6d4 c4a3 d4e6 a3b5 e6d4 b5a3 d4b5 h8g8 e5g6 b3d4 h1g1 d4f5 b5d4 f5g3 a1b1 a3c4 d4b5 b8a8 g6f4 g8h8
b5d4 g3f5 f4h3 c4d6 d4f3 f5g3 h3f4 g3e4 f4g6 h8g8 g6h8 e4f6 g1h1 d6c4 f3d4 c4d6`;
