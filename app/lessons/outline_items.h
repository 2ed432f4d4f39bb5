#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "lessons/lesson_outline.h"
#include "saddle/error.h"

namespace saddle::app {

// Reads the items of a section. Each is to be asked for; what nobody asked for is an error.
class OutlineItems {
 public:
  OutlineItems(const std::vector<OutlineItem>& items, const std::string& file, int line)
      : items_(items), file_(file), line_(line) {}

  // All of that key, in order.
  std::vector<const OutlineItem*> all(std::string_view key) {
    known_.insert(key);
    std::vector<const OutlineItem*> found;
    for (const OutlineItem& item : items_) {
      if (item.key() == key && !is_choice(item)) found.push_back(&item);
    }
    return found;
  }
  // The one of that key, or null.
  const OutlineItem* one(std::string_view key) {
    const auto found = all(key);
    if (found.size() > 1) throw Error(place_of(file_, found[1]->line), "there are two of {}; keep one", key);
    return found.empty() ? nullptr : found.front();
  }
  const OutlineItem& needed(std::string_view key) {
    const OutlineItem* item = one(key);
    if (!item || item->value().empty())
      throw Error(place_of(file_, item ? item->line : line_), "needs \"- {}: …\"", key);
    return *item;
  }
  std::vector<const OutlineItem*> choices() {
    choices_ = true;
    std::vector<const OutlineItem*> found;
    for (const OutlineItem& item : items_) {
      if (is_choice(item)) found.push_back(&item);
    }
    return found;
  }
  // Throws Error for what nobody asked for.
  void finish() const {
    for (const OutlineItem& item : items_) {
      if (is_choice(item) ? choices_ : known_.contains(item.key())) continue;
      std::string keys;
      for (const std::string_view key : known_) keys += (keys.empty() ? "" : ", ") + std::string(key);
      throw Error(place_of(file_, item.line), "{} does not belong here; there can be {}", item.text.english, keys);
    }
  }
  static bool is_choice(const OutlineItem& item) {
    return item.text.english.starts_with("[ ]") || item.text.english.starts_with("[x]");
  }

 private:
  const std::vector<OutlineItem>& items_;
  const std::string& file_;
  const int line_;
  std::set<std::string_view> known_;
  bool choices_ = false;
};

}  // namespace saddle::app
