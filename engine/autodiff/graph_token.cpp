#include "autodiff/graph_token.h"

namespace saddle::graph {
namespace {

bool begins_name(char c) {  // letters of any alphabet
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (static_cast<unsigned char>(c) & 0x80) != 0;
}
bool is_figure(char c) { return c >= '0' && c <= '9'; }

size_t end_of_number(std::string_view text, size_t at) {
  while (at < text.size() && (is_figure(text[at]) || text[at] == '.')) ++at;
  if (at == text.size() || (text[at] != 'e' && text[at] != 'E')) return at;
  size_t digits = at + 1;
  if (digits < text.size() && (text[digits] == '+' || text[digits] == '-')) ++digits;
  if (digits == text.size() || !is_figure(text[digits])) return at;
  while (digits < text.size() && is_figure(text[digits])) ++digits;
  return digits;
}

}  // namespace

Token token_at(std::string_view text, size_t at) {
  while (at < text.size() && (text[at] == ' ' || text[at] == '\t' || text[at] == '\n' || text[at] == '\r')) ++at;
  if (at == text.size()) return {.from = at};
  size_t end = at + 1;
  Token::Kind kind = Token::Kind::sign;
  if (is_figure(text[at]) || (text[at] == '.' && end < text.size() && is_figure(text[end]))) {
    kind = Token::Kind::number;
    end = end_of_number(text, at);
  } else if (begins_name(text[at])) {
    kind = Token::Kind::name;
    while (end < text.size() && (begins_name(text[end]) || is_figure(text[end]))) ++end;
  }
  return {kind, text.substr(at, end - at), at};
}

}  // namespace saddle::graph
