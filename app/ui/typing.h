#pragma once

#include <map>
#include <optional>
#include <string>

#include "saddle/error.h"

namespace saddle::ui {

// What stands in number fields while they are typed in, and after it was refused: by the fields' names. It lives from
// frame to frame.
class Typing {
 public:
  struct Field {
    std::string text;
    std::string begun;                  // the text that it began with
    double value = 0;                   // of the field; a refused text is forgotten where it changes
    std::optional<Issue> refusal = {};  // of the text as it stands
    bool active = true;                 // it is being typed in
    bool explained = false;             // why it was refused was to be read, and something else was begun since
    int frame = 0;                      // in which it was drawn last
  };

  Field* find(const std::string& name) {
    const auto found = fields_.find(name);
    return found == fields_.end() ? nullptr : &found->second;
  }
  void begin(const std::string& name, const std::string& text, double value, int frame) {
    fields_[name] = {.text = text, .begun = text, .value = value, .refusal = {}, .frame = frame};
  }
  void end(const std::string& name) { fields_.erase(name); }

 private:
  std::map<std::string, Field> fields_;
};

}  // namespace saddle::ui
