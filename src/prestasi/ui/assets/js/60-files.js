// photos leave the phone small: at most 1600 px, JPEG; anything that cannot be read goes as it is
const shrink = async file => {
  if (!/^image\/(jpeg|png|webp|heic)/.test(file.type) || file.size < 400000) return file;
  try {
    const pic = await createImageBitmap(file, { imageOrientation: "from-image" }), f = Math.min(1, 1600 / Math.max(pic.width, pic.height)), c = make("canvas");
    c.width = pic.width * f; c.height = pic.height * f; c.getContext("2d").drawImage(pic, 0, 0, c.width, c.height);
    const blob = await new Promise(done => c.toBlob(done, "image/jpeg", .82));
    return blob && blob.size < file.size ? new File([blob], file.name.replace(/\.(png|webp|heic)$/i, ".jpg"), { type: "image/jpeg" }) : file;
  } catch { return file; }
};
const put = (input, files) => { const d = new DataTransfer(); files.forEach(f => d.items.add(f)); input.files = d.files; };
const size = n => n > 999999 ? (n / 1e6).toFixed(1).replace(".", ",") + " MB" : Math.ceil(n / 1000) + " KB";
const list = form => {
  const ul = $("[data-files]", form);
  ul?.replaceChildren(...$$("input[type=file]", form).flatMap(input => [...input.files].map(file => {
    const li = make("li"), name = make("span"), x = make("button", "btn bare sq", "×");
    name.append(make("b", "", file.name), make("small", "", size(file.size))); li.append(name, x);
    x.type = "button"; x.ariaLabel = T.remove.replace("%", file.name);
    x.onclick = () => { put(input, [...input.files].filter(f => f !== file)); list(form); };
    return li;
  })));
};
on("change", "input[type=file][data-shrink]", async (e, input) => {
  put(input, await Promise.all([...input.files].map(shrink)));
  list(input.form);
});
