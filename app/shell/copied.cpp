#include "shell/copied.h"

#if SADDLE_XCB
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <optional>
#include <poll.h>
#include <span>
#include <string_view>
#include <utility>
#include <xcb/xcb.h>

#include "model/file_on_clipboard.h"
#include "saddle/error.h"

// The side of whoever pastes of X11's selections (ICCCM, 2.4 and 2.7.2), over a connection of its own. XCB and not
// Xlib, whose handlers of errors belong to the whole program, and end it.
namespace saddle::app {
namespace {

using Clock = std::chrono::steady_clock;

// Of silence, and of all together.
constexpr std::chrono::seconds patience{2}, longest{20};
// As much as a file of a picture may have.
constexpr size_t most_bytes = size_t{256} << 20;
constexpr std::array<std::string_view, 3> texts = {"UTF8_STRING", "text/uri-list", "STRING"};
// What read_picture() reads, lossless ones first.
constexpr std::array<std::string_view, 5> pictures = {"image/png", "image/bmp", "image/webp", "image/gif",
                                                      "image/jpeg"};

template <class T>
using Owned = std::unique_ptr<T, decltype(&std::free)>;

class Selection {
 public:
  Selection() {
    if (xcb_connection_has_error(connection_.get())) throw Error("", "the X server does not let the clipboard be read");
    xcb_connection_t* const x = connection_.get();
    clipboard_ = atom("CLIPBOARD"), piecewise_ = atom("INCR");
    property_ = atom("SADDLE_PICTURE");
    window_ = xcb_generate_id(x);
    const uint32_t events = XCB_EVENT_MASK_PROPERTY_CHANGE;
    xcb_create_window(x, 0, window_, xcb_setup_roots_iterator(xcb_get_setup(x)).data->root, 0, 0, 1, 1, 0,
                      XCB_WINDOW_CLASS_INPUT_ONLY, XCB_COPY_FROM_PARENT, XCB_CW_EVENT_MASK, &events);
    offered_ = as(atom("TARGETS"));
  }

  // The selection as the first of those kinds that its owner offers; "" if none.
  std::string as_any_of(std::span<const std::string_view> kinds) {
    for (const std::string_view kind : kinds) {
      const xcb_atom_t target = atom(kind);
      for (size_t at = 0; at + sizeof target <= offered_.size(); at += sizeof target) {
        if (std::memcmp(offered_.data() + at, &target, sizeof target) == 0) return as(target);
      }
    }
    return {};
  }

 private:
  struct Content {
    xcb_atom_t type = XCB_ATOM_NONE;
    std::string bytes = {};
  };

  // "" if its owner refuses, or there is none.
  std::string as(xcb_atom_t target) {
    xcb_convert_selection(connection_.get(), window_, clipboard_, target, property_, XCB_CURRENT_TIME);
    if (!answered(target)) return {};
    Content content = take();
    if (content.type != piecewise_) return std::move(content.bytes);
    // Its owner puts the next piece there each time the one before has been taken, and one of nothing in the end.
    std::string all;
    for (;;) {
      wait_for([&](const xcb_generic_event_t& event) {
        const auto& changed = reinterpret_cast<const xcb_property_notify_event_t&>(event);
        return kind_of(event) == XCB_PROPERTY_NOTIFY && changed.window == window_ && changed.atom == property_ &&
               changed.state == XCB_PROPERTY_NEW_VALUE;
      });
      content = take();
      if (content.bytes.empty()) return all;
      all += content.bytes;
      refuse_beyond(all.size());
    }
  }

  bool answered(xcb_atom_t target) {
    bool given = false;
    wait_for([&](const xcb_generic_event_t& event) {
      const auto& notice = reinterpret_cast<const xcb_selection_notify_event_t&>(event);
      if (kind_of(event) != XCB_SELECTION_NOTIFY || notice.requestor != window_ || notice.target != target)
        return false;
      given = notice.property != XCB_ATOM_NONE;
      return true;
    });
    return given;
  }

  // What lies in the property, which is then free again.
  Content take() {
    xcb_connection_t* const x = connection_.get();
    const Owned<xcb_get_property_reply_t> reply(
        xcb_get_property_reply(
            x, xcb_get_property(x, 1, window_, property_, XCB_GET_PROPERTY_TYPE_ANY, 0, most_bytes / 4), nullptr),
        std::free);
    if (!reply) throw Error("", "the X server does not let the clipboard be read");
    refuse_beyond(reply->bytes_after > 0 ? most_bytes + 1 : 0);
    return {reply->type, std::string(static_cast<const char*>(xcb_get_property_value(reply.get())),
                                     static_cast<size_t>(xcb_get_property_value_length(reply.get())))};
  }

  static void refuse_beyond(size_t bytes) {
    if (bytes > most_bytes)
      throw Error("", "the clipboard holds more than {} MB; make the picture smaller", most_bytes >> 20);
  }

  // Until an event is the wanted one; others are let go.
  template <class Wanted>
  void wait_for(const Wanted& wanted) {
    xcb_connection_t* const x = connection_.get();
    const auto until = std::min(Clock::now() + patience, end_);
    xcb_flush(x);
    for (;;) {
      while (const Owned<xcb_generic_event_t> event{xcb_poll_for_event(x), std::free}) {
        if (wanted(*event)) return;
      }
      const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now()).count();
      if (left <= 0 || xcb_connection_has_error(x))
        throw Error("", "the program that the clipboard belongs to does not answer; copy the picture again");
      pollfd arrival{xcb_get_file_descriptor(x), POLLIN, 0};
      ::poll(&arrival, 1, static_cast<int>(left) + 1);
    }
  }

  static int kind_of(const xcb_generic_event_t& event) { return event.response_type & 0x7f; }

  xcb_atom_t atom(std::string_view name) {
    xcb_connection_t* const x = connection_.get();
    const Owned<xcb_intern_atom_reply_t> reply(
        xcb_intern_atom_reply(x, xcb_intern_atom(x, 0, static_cast<uint16_t>(name.size()), name.data()), nullptr),
        std::free);
    return reply ? reply->atom : static_cast<xcb_atom_t>(XCB_ATOM_NONE);
  }

  const Clock::time_point end_ = Clock::now() + longest;
  const std::unique_ptr<xcb_connection_t, decltype(&xcb_disconnect)> connection_{xcb_connect(nullptr, nullptr),
                                                                                 xcb_disconnect};
  xcb_window_t window_ = 0;
  xcb_atom_t clipboard_ = 0, piecewise_ = 0, property_ = 0;
  std::string offered_;  // atoms
};

}  // namespace

Copied copied() {
  Selection clipboard;
  if (std::string file = file_on_clipboard(clipboard.as_any_of(texts)); !file.empty()) return {.file = std::move(file)};
  return {.picture = clipboard.as_any_of(pictures)};
}

bool sees_what_was_copied() {
  const char* const display = std::getenv("DISPLAY");
  return display && *display;
}

}  // namespace saddle::app

#else

namespace saddle::app {

Copied copied() { return {}; }
bool sees_what_was_copied() { return false; }

}  // namespace saddle::app

#endif
