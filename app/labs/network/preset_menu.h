#pragma once

#include <string>
#include <vector>

#include "model/frame.h"

namespace saddle::app {

// The experiments that ship, by chapter, with a line to search them: by title, chapter, data, layers, or what to look
// at.
class PresetMenu {
 public:
  // Returns true if a preset, be it the same one again, replaced the draft.
  bool draw(Frame& frame);

 private:
  bool draw_list(Frame& frame);

  std::string search_;
  int chosen_ = 0;  // by the search or the arrow keys, among those found
  bool scroll_ = false;
};

// The presets that contain every word of the search, in their order; case does not matter.
std::vector<const Preset*> found_presets(const std::vector<Preset>& presets, const ui::Language& language,
                                         const std::string& search);
// The likeliest of those found: the first with all words in its title or file name, else the
// first.
int best_preset(const std::vector<const Preset*>& found, const ui::Language& language, const std::string& search);

}  // namespace saddle::app
