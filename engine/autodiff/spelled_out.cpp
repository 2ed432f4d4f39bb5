#include "autodiff/spelled_out.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace saddle {
namespace {

struct Sign {
  std::string_view written, means;
};
constexpr std::array signs{Sign{"²", "^2"}, Sign{"³", "^3"}, Sign{"−", "-"},  Sign{"–", "-"}, Sign{"·", "*"},
                           Sign{"×", "*"},  Sign{"÷", "/"},  Sign{"π", "pi"}, Sign{"**", "^"}};

bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_'; }
bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

enum class Piece { none, number, name, function, open, close, other };

// Between which pieces a sign of multiplication was left out.
bool multiplied(Piece before, Piece after) {
  const bool ends = before == Piece::number || before == Piece::name || before == Piece::close;
  if (before == Piece::number && after == Piece::number) return false;
  return ends && (after == Piece::number || after == Piece::name || after == Piece::function || after == Piece::open);
}

class Speller {
 public:
  explicit Speller(std::string_view typed) : typed_(typed) {}

  SpelledOut run() {
    while (at_ < typed_.size()) piece();
    out_.origin.push_back(typed_.size());
    return std::move(out_);
  }

 private:
  char peek(size_t ahead = 0) const { return at_ + ahead < typed_.size() ? typed_[at_ + ahead] : '\0'; }

  void put(std::string_view text, size_t origin) {
    out_.text += text;
    out_.origin.insert(out_.origin.end(), text.size(), origin);
  }
  void put_piece(Piece kind, size_t from) {
    if (multiplied(before_, kind)) put("*", from);
    for (size_t i = from; i < at_; ++i) put(typed_.substr(i, 1), i);
    before_ = kind;
  }

  void piece() {
    const size_t from = at_;
    for (const Sign& sign : signs) {
      if (!typed_.substr(at_).starts_with(sign.written)) continue;
      const bool power = sign.means.size() == 2 && sign.means[0] == '^', name = sign.means == "pi";
      if (name && multiplied(before_, Piece::name)) put("*", from);
      put(sign.means, from);
      at_ += sign.written.size();
      before_ = name ? Piece::name : power ? Piece::close : Piece::other;
      return;
    }
    if (std::isspace(static_cast<unsigned char>(peek()))) {
      put(" ", at_++);
      return;
    }
    if (is_digit(peek()) || (peek() == '.' && is_digit(peek(1)))) {
      while (is_digit(peek()) || peek() == '.') ++at_;
      const bool exponent = peek() == 'e' || peek() == 'E';
      const size_t sign = peek(1) == '+' || peek(1) == '-' ? 1 : 0;
      if (exponent && is_digit(peek(1 + sign))) {
        at_ += 1 + sign;
        while (is_digit(peek())) ++at_;
      }
      return put_piece(Piece::number, from);
    }
    if (is_letter(peek())) {
      while (is_letter(peek()) || is_digit(peek())) ++at_;
      const std::string_view name = typed_.substr(from, at_ - from);
      const bool plain = name == "x" || name == "y" || name == "e" || name == "pi";
      return put_piece(plain ? Piece::name : Piece::function, from);
    }
    const char c = peek();
    ++at_;
    put_piece(c == '(' ? Piece::open : c == ')' ? Piece::close : Piece::other, from);
  }

  std::string_view typed_;
  size_t at_ = 0;
  Piece before_ = Piece::none;
  SpelledOut out_;
};

}  // namespace

SpelledOut spelled_out(std::string_view typed) { return Speller(typed).run(); }

}  // namespace saddle
