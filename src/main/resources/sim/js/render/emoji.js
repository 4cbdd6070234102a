// A good common set of Slack's emoji short names.

const TABLE = `+1 👍 thumbsup 👍 -1 👎 thumbsdown 👎 ok_hand 👌 wave 👋 clap 👏 pray 🙏 raised_hands 🙌 muscle 💪 point_right 👉
point_left 👈 point_up 👆 point_down 👇 eyes 👀 smile 😄 smiley 😃 grin 😁 joy 😂 slightly_smiling_face 🙂 wink 😉 thinking_face 🤔
sweat_smile 😅 cry 😢 sob 😭 scream 😱 tired_face 😫 neutral_face 😐 sunglasses 😎 heart ❤️ broken_heart 💔 tada 🎉 fire 🔥 rocket 🚀
sparkles ✨ star ⭐ zap ⚡ boom 💥 bulb 💡 bell 🔔 no_bell 🔕 mega 📣 loudspeaker 📢 warning ⚠️ rotating_light 🚨 octagonal_sign 🛑
stop_sign 🛑 no_entry ⛔ no_entry_sign 🚫 x ❌ heavy_multiplication_x ✖️ white_check_mark ✅ heavy_check_mark ✔️ ballot_box_with_check ☑️
question ❓ grey_question ❔ exclamation ❗ grey_exclamation ❕ information_source ℹ️ red_circle 🔴 large_orange_circle 🟠
large_yellow_circle 🟡 large_green_circle 🟢 large_blue_circle 🔵 large_purple_circle 🟣 white_circle ⚪ black_circle ⚫
large_red_square 🟥 large_orange_square 🟧 large_yellow_square 🟨 large_green_square 🟩 large_blue_square 🟦 white_large_square ⬜ black_large_square ⬛
hourglass ⌛ hourglass_flowing_sand ⏳ stopwatch ⏱️ timer_clock ⏲️ alarm_clock ⏰ clock1 🕐 clock3 🕒 clock9 🕘 calendar 📅 date 📅
arrows_counterclockwise 🔄 arrows_clockwise 🔃 repeat 🔁 recycle ♻️ arrow_up ⬆️ arrow_down ⬇️ arrow_right ➡️ arrow_left ⬅️
arrow_forward ▶️ pause_button ⏸️ double_vertical_bar ⏸️ black_square_for_stop ⏹️ fast_forward ⏩ rewind ⏪ heavy_plus_sign ➕ heavy_minus_sign ➖
lock 🔒 unlock 🔓 closed_lock_with_key 🔐 key 🔑 shield 🛡️ gear ⚙️ wrench 🔧 hammer 🔨 hammer_and_wrench 🛠️ toolbox 🧰 nut_and_bolt 🔩
package 📦 file_folder 📁 open_file_folder 📂 card_index_dividers 🗂️ clipboard 📋 memo 📝 pencil 📝 pencil2 ✏️ page_facing_up 📄 scroll 📜 book 📖
books 📚 bookmark 🔖 link 🔗 pushpin 📌 round_pushpin 📍 paperclip 📎 mag 🔍 mag_right 🔎 bar_chart 📊 chart_with_upwards_trend 📈
chart_with_downwards_trend 📉 floppy_disk 💾 computer 💻 desktop_computer 🖥️ satellite 🛰️ satellite_antenna 📡 electric_plug 🔌 battery 🔋
phone ☎️ telephone_receiver 📞 pager 📟 iphone 📱 email 📧 envelope ✉️ inbox_tray 📥 outbox_tray 📤 speech_balloon 💬 thought_balloon 💭
bust_in_silhouette 👤 busts_in_silhouette 👥 robot_face 🤖 ghost 👻 bug 🐛 snail 🐌 turtle 🐢 whale 🐳 airplane ✈️ ship 🚢 car 🚗 helicopter 🚁
globe_with_meridians 🌐 earth_africa 🌍 cloud ☁️ sunny ☀️ snowflake ❄️ droplet 💧 ocean 🌊 coffee ☕ pizza 🍕 cake 🍰 beer 🍺 trophy 🏆 medal 🏅
checkered_flag 🏁 triangular_flag_on_post 🚩 white_flag 🏳️ dart 🎯 game_die 🎲 crystal_ball 🔮 test_tube 🧪 adhesive_bandage 🩹 pill 💊
ambulance 🚑 fire_engine 🚒 police_car 🚓 construction 🚧 vertical_traffic_light 🚦 traffic_light 🚥 label 🏷️ moneybag 💰 gift 🎁 broom 🧹
wastebasket 🗑️ bricks 🧱 ladder 🪜 compass 🧭 world_map 🗺️ one 1️⃣ two 2️⃣ three 3️⃣ four 4️⃣ five 5️⃣ hundred 💯 new 🆕 up 🆙 sos 🆘 end 🔚 soon 🔜`;

const pairs = TABLE.split(/\s+/);
const BY_NAME = new Map();
for (let i = 0; i + 1 < pairs.length; i += 2) BY_NAME.set(pairs[i], pairs[i + 1]);

export const emoji = name => BY_NAME.get(name.split('::')[0]);

export const emojiNames = () => [...BY_NAME.keys()];

/** What a person is offered for a quick reaction. */
export const QUICK = ['+1', 'eyes', 'white_check_mark', 'tada', 'heart', 'joy', 'rocket', 'pray',
  'fire', 'warning', 'x', 'question', 'raised_hands', 'thinking_face', 'hourglass_flowing_sand', 'rotating_light'];
