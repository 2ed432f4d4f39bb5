#include "lessons/lesson_outline.h"

#include "saddle/error.h"

namespace saddle::app {
namespace {

std::string_view trimmed(std::string_view text) {
  const size_t first = text.find_first_not_of(" \t\r");
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

void append(std::string& text, std::string_view more) {
  if (!text.empty()) text += ' ';
  text += more;
}

class OutlineReader {
 public:
  explicit OutlineReader(const std::string& file) : file_(file) {}

  void read(std::string_view line) {
    ++line_;
    const size_t indent = line.find_first_not_of(" \t\r");
    if (indent == line.npos) return end_paragraph();
    if (line.substr(0, indent).find('\t') != line.npos) fail("is indented with a tab; use two blanks");
    const std::string_view text = trimmed(line);
    if (text.starts_with('>')) {
      read_korean(trimmed(text.substr(1)));
    } else if (text.starts_with("# ") || text.starts_with("## ")) {
      read_heading(text, static_cast<int>(indent));
    } else if (text.starts_with("- ")) {
      read_item(trimmed(text.substr(2)), static_cast<int>(indent));
    } else {
      read_text(text, static_cast<int>(indent));
    }
  }
  std::vector<OutlineSection> take() {
    if (sections_.empty()) throw Error(place_of(file_, 1), "is empty; a lesson begins with # and its title");
    return std::move(sections_);
  }

 private:
  template <class... Arguments>
  [[noreturn]] void fail(const char* message, const Arguments&... arguments) const {
    throw Error(place_of(file_, line_), message, arguments...);
  }

  void end_paragraph() {
    if (last_) ended_ = true;
  }

  void read_korean(std::string_view words) {
    if (!last_) fail("Korean needs an English text before it");
    if (words.empty()) fail("there is nothing after >; write the Korean there");
    const bool begun = !last_->korean.empty();
    if (begun && ended_) fail("the text before it has its Korean already; write one paragraph");
    append(last_->korean, words);
    ended_ = false;
    korean_ = true;
  }

  void read_heading(std::string_view text, int indent) {
    const bool title = text.starts_with("# ");
    if (indent > 0) fail("a heading begins at the start of its line");
    if (title != sections_.empty())
      fail(title ? "there is one title, on the first line; use ## for a section"
                 : "a lesson begins with # and its title");
    sections_.push_back({.line = line_, .heading = {std::string(trimmed(text.substr(title ? 2 : 3))), {}}});
    begin(sections_.back().heading);
    item_ = false;
  }

  void read_item(std::string_view text, int indent) {
    if (sections_.empty()) fail("a lesson begins with # and its title");
    std::vector<OutlineItem>* items = &sections_.back().items;
    while (!items->empty() && items->back().indent < indent) items = &items->back().items;
    if (items == &sections_.back().items && indent > 0)
      fail("is indented, but stands below no item; move it to the left");
    if (!items->empty() && items->back().indent > indent)
      fail("is indented less than the item before, and more than the one above it");
    items->push_back({.line = line_, .indent = indent, .text = {std::string(text), {}}});
    begin(items->back().text);
    item_ = true;
  }

  void read_text(std::string_view text, int indent) {
    if (sections_.empty()) fail("a lesson begins with # and its title");
    OutlineSection& section = sections_.back();
    const bool goes_on = last_ && !ended_ && !korean_ && (item_ ? indent > 0 : last_ == &section.text);
    if (!goes_on) {
      if (item_) fail("a text among the items; write \"- key: value\", or put the text before them");
      if (!section.text.english.empty()) fail("a step has one paragraph, and its Korean after it");
      section.text_line = line_;
      begin(section.text);
    }
    append(last_->english, text);
  }

  void begin(LessonWords& words) {
    last_ = &words;
    ended_ = korean_ = false;
  }

  const std::string& file_;
  int line_ = 0;
  std::vector<OutlineSection> sections_;
  // The text that a line of Korean belongs to; a pointer into the last section, which grows at its end alone, and is
  // set anew whenever it does.
  LessonWords* last_ = nullptr;
  bool ended_ = false, korean_ = false, item_ = false;
};

}  // namespace

std::string_view OutlineItem::key() const {
  const std::string_view all = text.english;
  return all.substr(0, std::min(all.find(':'), all.size()));
}

std::string_view OutlineItem::value() const {
  const std::string_view all = text.english;
  const size_t colon = all.find(':');
  return colon == all.npos ? std::string_view() : trimmed(all.substr(colon + 1));
}

std::string place_of(const std::string& file, int line) { return file + ":" + std::to_string(line); }

std::vector<OutlineSection> outline_of(std::string_view text, const std::string& file) {
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  OutlineReader reader(file);
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    reader.read(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return reader.take();
}

}  // namespace saddle::app
