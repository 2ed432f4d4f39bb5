#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace saddle::ui {

struct Ui;

// What may not be changed for now, by the names of widgets: a lesson or an assignment locks it. Widgets that are locked
// are drawn disabled, and say why.
struct Locks {
  // The reason, in the user's language; empty: it is free.
  std::function<std::string(std::string_view name)> why = [](std::string_view) { return std::string(); };
};

// Why the widget of this name may not be used now; empty: it may.
std::string lock_reason(const Ui& ui, std::string_view name);

// For a scope, what the widget of this name is drawn in: disabled where it is locked. Its end says why.
class Locked {
 public:
  Locked(Ui& ui, std::string_view name);
  ~Locked();
  Locked(const Locked&) = delete;
  Locked& operator=(const Locked&) = delete;
  explicit operator bool() const { return !why_.empty(); }

 private:
  Ui& ui_;
  std::string why_;
};

}  // namespace saddle::ui
