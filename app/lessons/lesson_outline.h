#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lessons/lesson.h"

// A lesson's file as headings, paragraphs and items, before anything is made of them.
namespace saddle::app {

// "- key: value", or "- [x] a choice", with what is indented below it.
struct OutlineItem {
  int line = 0, indent = 0;
  LessonWords text;
  std::vector<OutlineItem> items = {};

  // Of "key: value".
  std::string_view key() const;
  std::string_view value() const;
};

// "## Look: Title", or the head of the file.
struct OutlineSection {
  int line = 1;
  LessonWords heading;
  int text_line = 0;
  LessonWords text = {};  // the paragraph
  std::vector<OutlineItem> items = {};
};

// The head, then the sections. A line that begins with ">" is the Korean of the text before it. Throws Error at
// "FILE:LINE".
std::vector<OutlineSection> outline_of(std::string_view text, const std::string& file);

std::string place_of(const std::string& file, int line);  // "FILE:LINE"

}  // namespace saddle::app
