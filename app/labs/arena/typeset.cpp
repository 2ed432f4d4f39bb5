#include "labs/arena/typeset.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace saddle::app {
namespace {

struct Word {
  std::string_view plain, printed;
};
constexpr std::array words{Word{"eta_t", "ηₜ"}, Word{"eta", "η"}, Word{"alpha", "α"},  Word{"beta1", "β₁"},
                           Word{"beta2", "β₂"}, Word{"rho", "ρ"}, Word{"lambda", "λ"}, Word{"epsilon", "ε"},
                           Word{"sqrt", "√"},   Word{"pi", "π"}};
constexpr std::array signs{Word{" * ", "·"}, Word{"*", "·"},  Word{"<-", "←"},
                           Word{"^2", "²"},  Word{"^3", "³"}, Word{"-", "−"}};

}  // namespace

std::string typeset(std::string_view formula) {
  std::string text;
  for (size_t at = 0; at < formula.size();) {
    if (std::isalpha(static_cast<unsigned char>(formula[at]))) {
      size_t end = at;
      while (end < formula.size() && (std::isalnum(static_cast<unsigned char>(formula[end])) || formula[end] == '_'))
        ++end;
      const std::string_view name = formula.substr(at, end - at);
      const auto word = std::ranges::find(words, name, &Word::plain);
      text += word == words.end() ? name : word->printed;
      at = end;
      continue;
    }
    const auto sign =
        std::ranges::find_if(signs, [&](const Word& s) { return formula.substr(at).starts_with(s.plain); });
    if (sign == signs.end()) {
      text += formula[at++];
    } else {
      text += sign->printed;
      at += sign->plain.size();
    }
  }
  return text;
}

}  // namespace saddle::app
