#pragma once

#include <array>
#include <cstdint>
#include <string_view>

// What people draw that is no digit, prepared as digits are.
namespace saddle::digits {

// Letters and signs that might be taken for a digit (O, I, S, Z, B, q, g, b, the Hangul kieuk for a barred 7) are left
// out.
enum class OtherKind { letter, shape, scribble, face, several_digits, blot, noise, strokes, turned_digit };
inline constexpr int other_kinds = 9;
std::string_view name_of(OtherKind kind);

// Of letters, shapes and scribbles there are two lots of different ones: those of one are to learn from, those of the
// other tell whether what was learned holds for things never seen. Strokes of chance and digits that lie on their side
// or are mirrored are there to learn from alone.
enum class Lot { learned, unseen };

struct Other {
  std::array<uint8_t, 784> pixels{};  // 28 x 28, rows from the top, 0 = paper, 255 = ink
  OtherKind kind{};
};

// Picture `index` (from 0) of the endless series `seed`. A pure function of its arguments: any thread may call it.
Other generate_other(uint64_t seed, int64_t index, Lot lot);

}  // namespace saddle::digits
