#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "saddle/experiment.h"
#include "shell/headless.h"

namespace saddle::app {

// Bytes, taken one after the other; behind the last one there are zeros.
class ByteStream {
 public:
  explicit ByteStream(std::span<const uint8_t> bytes) : bytes_(bytes) {}
  bool empty() const { return bytes_.empty(); }
  int next();
  // From 0 to count - 1, of two bytes; 0 where there is nothing to choose from.
  size_t below(size_t count);
  double share() { return next() / 255.0; }  // 0 … 1

 private:
  std::span<const uint8_t> bytes_;
};

// A monkey in front of the window: bytes become what people do with mouse, keys, text and files, and what systems and
// workers do, in any order. The real application draws; its workers move only when the monkey lets them. Whatever is
// wrong with that shows as an assertion, an exception, or a complaint of a sanitizer.
class Monkey {
 public:
  // All that it could write lies below `scratch`, which becomes the current folder and the home of the process.
  explicit Monkey(std::filesystem::path scratch);

  // Opens a window, does what the bytes say, and closes it. The same bytes do the same.
  void play(std::span<const uint8_t> bytes);

 private:
  void prepare_scratch() const;
  ApplicationOptions options_of(ByteStream& bytes) const;
  void act(ByteStream& bytes);

  void frame();
  void frames(int count);
  void let_workers_move(int turns);
  bool costly();

  void point(ByteStream& bytes);  // at a widget
  void point_anywhere(ByteStream& bytes);
  void click(int button, int times);
  void drag(ByteStream& bytes);
  void turn_wheel(ByteStream& bytes);
  void press_shortcut(ByteStream& bytes);
  void press_key(ByteStream& bytes);
  void write(ByteStream& bytes);
  void open(ByteStream& bytes);
  void resize(ByteStream& bytes);

  const std::filesystem::path scratch_;
  std::vector<std::string> experiments_;
  std::unique_ptr<Headless> window_;
  bool draws_every_snapshot_ = false;  // a frame for each, as it is published
  bool drawing_ = false;               // what is published meanwhile is in the next frame
  Experiment weighed_;                 // whether it is costly:
  bool weighed_costly_ = false;
};

}  // namespace saddle::app
