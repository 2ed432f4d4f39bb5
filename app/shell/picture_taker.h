#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "saddle/picture.h"
#include "shell/appearance.h"

namespace saddle::app {

// Takes pictures of what the window shows. Each is a view of its own: an ImGui context with fonts, figures and marks of
// its own, at the sharpness that is wanted, so that what the window shows stays as it is.
class PictureTaker {
 public:
  // What was drawn, until it is released. pixels() may run on another thread meanwhile.
  class Pose {
   public:
    virtual ~Pose() = default;
    virtual PixelImage pixels() const = 0;
    virtual std::string svg() const = 0;
  };

  PictureTaker();
  ~PictureTaker();  // on the thread that took them
  PictureTaker(const PictureTaker&) = delete;
  PictureTaker& operator=(const PictureTaker&) = delete;

  enum class Looks {
    screen,  // as in the window
    paper,   // on white, without what can only be clicked
    vector   // likewise, for svg()
  };
  struct Wish {
    double factor = 1;         // pixels per pixel on the screen
    std::string subject = {};  // the mark of what is shown; where it was not drawn, all is
    Looks looks = Looks::screen;
  };
  // Draws a few frames, so that the layout settles, by `draw`. `appearance`: of the window, whose context is current
  // before and after.
  const Pose* take(const Appearance& appearance, const Wish& wish, const std::function<void(ui::Ui&)>& draw);
  void release(const Pose* pose);

 private:
  std::vector<std::unique_ptr<Pose>> poses_;
};

}  // namespace saddle::app
