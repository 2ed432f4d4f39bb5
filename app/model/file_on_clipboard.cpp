#include "model/file_on_clipboard.h"

#include <charconv>
#include <cstdlib>

namespace saddle::app {
namespace {

constexpr std::string_view scheme = "file://";

// "%20" is a space (RFC 3986, 2.1).
std::string decoded(std::string_view text) {
  std::string all;
  for (size_t i = 0; i < text.size(); ++i) {
    unsigned byte = 0;
    const char* const digits = text.data() + i + 1;
    if (text[i] == '%' && i + 2 < text.size() && std::from_chars(digits, digits + 2, byte, 16).ptr == digits + 2 &&
        byte != 0) {
      all += static_cast<char>(byte);
      i += 2;
    } else {
      all += text[i];
    }
  }
  return all;
}

std::string_view trimmed(std::string_view line) {
  const auto is_space = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
  while (!line.empty() && is_space(line.front())) line.remove_prefix(1);
  while (!line.empty() && is_space(line.back())) line.remove_suffix(1);
  const bool quoted = line.size() > 1 && line.front() == line.back() && (line.front() == '"' || line.front() == '\'');
  return quoted ? line.substr(1, line.size() - 2) : line;
}

std::string file_in(std::string_view line) {
  if (line.starts_with(scheme)) {
    line.remove_prefix(scheme.size());
    const size_t path = line.find('/');  // behind the name of a host, which is this one
    return path == line.npos ? std::string() : decoded(line.substr(path));
  }
  const char* home = std::getenv("HOME");
  if (line.starts_with("~/") && home) return home + std::string(line.substr(1));
  return line.starts_with('/') && line.size() > 1 ? std::string(line) : std::string();
}

}  // namespace

std::string file_on_clipboard(std::string_view text) {
  while (!text.empty()) {
    const size_t end = text.find('\n');
    if (std::string file = file_in(trimmed(text.substr(0, end))); !file.empty()) return file;
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
  }
  return {};
}

}  // namespace saddle::app
