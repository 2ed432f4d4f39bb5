#include "shell/input_queue.h"

#include <algorithm>

namespace saddle::app {
namespace {

// Shift, control, alt and super, left and right, as GLFW numbers them.
bool is_modifier(const InputEvent& event) {
  return event.kind == InputEvent::Kind::key && event.code >= 340 && event.code <= 347;
}

// A key whose character is what counts. With Control, Alt or Super it is a command.
bool writes(const InputEvent& event) {
  constexpr int commands = 0x2 | 0x4 | 0x8;  // modifiers, as GLFW numbers them
  return event.kind == InputEvent::Kind::key && event.code >= 32 && event.code < 256 && (event.mods & commands) == 0;
}

bool is_shift(const InputEvent& event) {
  return event.kind == InputEvent::Kind::key && (event.code == 340 || event.code == 344);
}

bool edits(const InputEvent& event) {
  return event.kind == InputEvent::Kind::key && event.action != 0 && !writes(event) && !is_modifier(event);
}

}  // namespace

void InputQueue::push(InputEvent event) {
  constexpr double double_click = 0.3;  // seconds, as ImGui counts it
  if (event.kind == InputEvent::Kind::button && event.action != 0) {
    const auto [before, first] = pressed_.try_emplace(event.code, event.time);
    event.repeats = !first && event.time - before->second < double_click;
    before->second = event.time;
  }
  waiting_.push_back(event);
}

std::vector<InputEvent> InputQueue::next_frame(Typing typing) {
  using Kind = InputEvent::Kind;
  std::vector<InputEvent> frame;
  bool button_changed = false, meant_with_modifiers = false, wrote = false, edited = false;
  while (!waiting_.empty()) {
    const InputEvent& event = waiting_.front();
    const bool of_mouse = event.kind == Kind::move || event.kind == Kind::button || event.kind == Kind::leave;
    if (button_changed && of_mouse) break;
    const bool text = typing == Typing::on && (event.kind == Kind::character || writes(event));
    // A field takes its characters first and then the keys, whatever came first.
    if (typing == Typing::on && ((wrote && edits(event)) || (edited && text))) break;
    wrote = wrote || (text && event.kind == Kind::character);
    edited = edited || edits(event);
    const bool shifts = typing == Typing::on && is_shift(event);  // of a character, which has come as it is meant
    const bool again =
        !text && !shifts && event.kind == Kind::key && std::ranges::any_of(frame, [&](const InputEvent& earlier) {
          return earlier.kind == Kind::key && earlier.code == event.code;
        });
    if (again) break;
    // ImGui asks for the modifiers at the end of the frame: they must still be what they were at the key or the click.
    if (is_modifier(event) && meant_with_modifiers) break;
    meant_with_modifiers = meant_with_modifiers || event.kind == Kind::button || event.kind == Kind::scroll ||
                           (event.kind == Kind::key && event.action != 0 && !is_modifier(event) && !text);
    button_changed = button_changed || event.kind == Kind::button;
    frame.push_back(event);
    waiting_.pop_front();
  }
  return frame;
}

}  // namespace saddle::app
