#include "saddle/picture.h"
#include "saddle/text_file.h"
#include "shell/application.h"
#include "shell/bar.h"
#include "shell/full_window.h"

// Pictures of the window, which are drawn apart from its frames.
namespace saddle::app {

// Draws the window once more, of copies: nothing of that reaches the program.
const PictureTaker::Pose* Application::pose_for(const PictureTaker::Wish& wish) {
  State state = state_;
  std::vector<Command> unsent;
  std::vector<Probe> unwatched;
  ModelService::Question unasked;
  Feed training{run_.now(), unsent, unwatched};
  Reader reader{run_.reader().now(), unasked};
  return pictures_.take(appearance_, wish, [&](ui::Ui& ui) {
    Frame frame = frame_of(ui, state, training, reader);
    const FullWindow window(ui);
    if (wish.looks == PictureTaker::Looks::screen) draw_bar(frame, labs_, state.settings);
    lab().draw(frame);
  });
}

std::string Application::svg(const std::string& subject) {
  const auto* pose = pose_for({.factor = 1, .subject = subject, .looks = PictureTaker::Looks::vector});
  std::string text = pose->svg();
  pictures_.release(pose);
  return text;
}

void Application::take_picture(const PathDialog::Answer& answer) {
  using Looks = PictureTaker::Looks;
  const bool vector = answer.path.ends_with(".svg");
  const Looks looks = vector ? Looks::vector : answer.on_paper ? Looks::paper : Looks::screen;
  const auto* pose = pose_for({.factor = vector ? 1 : answer.factor, .subject = answer.subject, .looks = looks});
  const auto save = [file = answer.path, pose, vector] {
    if (vector) {
      write_text_file(file, pose->svg());
    } else {
      write_png(file, pose->pixels());
    }
  };
  files_.save_in_background(appearance_.language(), answer.path, save, [this, pose](bool) { pictures_.release(pose); });
}

}  // namespace saddle::app
